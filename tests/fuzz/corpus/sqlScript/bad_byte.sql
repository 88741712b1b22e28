SELECT 1;
\conÿnect other
SELECT 2;
