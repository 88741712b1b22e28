selec 1;
"quoted"; 'text' ; 1
; x.y(a; b); -- the parentheses don't count here
foo
; SELECT 1; bar /* ; */ baz; SELECT 2; $$;$$
-- the last
qux
