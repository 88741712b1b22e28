;;
-- nothing;
/* nothing; */ ;

;
