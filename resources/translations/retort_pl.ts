<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pl_PL" sourcelanguage="en">
<context>
    <name>DatabaseWords</name>
    <message>
        <source>TimescaleDB %1</source>
        <translation>TimescaleDB %1</translation>
    </message>
    <message>
        <source>PostgreSQL %1</source>
        <translation>PostgreSQL %1</translation>
    </message>
    <message>
        <source>at base</source>
        <translation>na base</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>na %1</translation>
    </message>
    <message numerus="yes">
        <source>%n pending</source>
        <translation>
            <numerusform>%n oczekuje</numerusform>
            <numerusform>%n oczekują</numerusform>
            <numerusform>%n oczekuje</numerusform>
        </translation>
    </message>
    <message>
        <source>at head</source>
        <translation>na headzie</translation>
    </message>
    <message>
        <source>nothing pending</source>
        <translation>nic nie oczekuje</translation>
    </message>
    <message>
        <source>running</source>
        <translation>w toku</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>jeszcze niesprawdzona</translation>
    </message>
    <message>
        <source>connecting …</source>
        <translation>łączenie …</translation>
    </message>
    <message>
        <source>reachable</source>
        <translation>osiągalna</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>nieosiągalna</translation>
    </message>
    <message>
        <source>database %1</source>
        <translation>baza danych %1</translation>
    </message>
    <message numerus="yes">
        <source>starting, next try in %n s</source>
        <translation>
            <numerusform>uruchamia się, następna próba za %n s</numerusform>
            <numerusform>uruchamia się, następna próba za %n s</numerusform>
            <numerusform>uruchamia się, następna próba za %n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>partition of</source>
        <translation>partycja tabeli</translation>
    </message>
    <message>
        <source>detach pending</source>
        <translation>odłączanie w toku</translation>
    </message>
    <message>
        <source>partition key</source>
        <translation>klucz partycjonowania</translation>
    </message>
    <message>
        <source>inherits</source>
        <translation>dziedziczy po</translation>
    </message>
    <message>
        <source>row security</source>
        <translation>ochrona wierszy</translation>
    </message>
    <message>
        <source>on, forced</source>
        <translation>włączona, wymuszona</translation>
    </message>
    <message>
        <source>on</source>
        <translation>włączona</translation>
    </message>
    <message>
        <source>rule</source>
        <translation>reguła</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>wyłączone</translation>
    </message>
    <message>
        <source>statistics</source>
        <translation>statystyki</translation>
    </message>
    <message>
        <source>publication</source>
        <translation>publikacja</translation>
    </message>
    <message>
        <source>type</source>
        <translation>typ</translation>
    </message>
    <message>
        <source>start</source>
        <translation>start</translation>
    </message>
    <message>
        <source>range</source>
        <translation>zakres</translation>
    </message>
    <message>
        <source>increment</source>
        <translation>przyrost</translation>
    </message>
    <message>
        <source>cache</source>
        <translation>pamięć podręczna</translation>
    </message>
    <message>
        <source>cycles</source>
        <translation>cykliczna</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>tak</translation>
    </message>
    <message>
        <source>identity of</source>
        <translation>tożsamość kolumny</translation>
    </message>
    <message>
        <source>owned by</source>
        <translation>należy do</translation>
    </message>
    <message>
        <source>persistence</source>
        <translation>trwałość</translation>
    </message>
    <message>
        <source>unlogged: emptied after a crash</source>
        <translation>nielogowana: pusta po awarii</translation>
    </message>
    <message>
        <source>temporary</source>
        <translation>tymczasowa</translation>
    </message>
    <message>
        <source>populated</source>
        <translation>wypełniony</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>not populated</source>
        <translation>niewypełniony</translation>
    </message>
    <message>
        <source>access method</source>
        <translation>metoda dostępu</translation>
    </message>
    <message>
        <source>tablespace</source>
        <translation>przestrzeń tabel</translation>
    </message>
    <message>
        <source>options</source>
        <translation>opcje</translation>
    </message>
    <message>
        <source>type of rows</source>
        <translation>typ wierszy</translation>
    </message>
    <message>
        <source>server</source>
        <translation>serwer</translation>
    </message>
    <message>
        <source>server options</source>
        <translation>opcje serwera</translation>
    </message>
    <message>
        <source>index of</source>
        <translation>indeks tabeli</translation>
    </message>
    <message>
        <source>definition</source>
        <translation>definicja</translation>
    </message>
    <message>
        <source>invalid</source>
        <translation>nieprawidłowy</translation>
    </message>
    <message>
        <source>TOAST of</source>
        <translation>TOAST tabeli</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>komentarz</translation>
    </message>
    <message>
        <source>size of the table</source>
        <translation>rozmiar tabeli</translation>
    </message>
    <message>
        <source>size of the indexes</source>
        <translation>rozmiar indeksów</translation>
    </message>
    <message>
        <source>size of TOAST</source>
        <translation>rozmiar TOAST</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Szczegóły</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Co</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wartość</translation>
    </message>
    <message>
        <source>off: its policies bind nobody</source>
        <translation>wyłączone: polityki nikogo nie wiążą</translation>
    </message>
</context>
<context>
    <name>DurationChart</name>
    <message>
        <source>%1 on %2</source>
        <translation>%1 na %2</translation>
    </message>
    <message>
        <source>latest %1 (run %2, %3)</source>
        <translation>ostatnio %1 (przebieg %2, %3)</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>nieudane</translation>
    </message>
    <message>
        <source>median of %1 runs %2</source>
        <translation>mediana z %1 przebiegów: %2</translation>
    </message>
    <message>
        <source>longest %1</source>
        <translation>najdłużej %1</translation>
    </message>
    <message>
        <source>latest %1 (from the database&apos;s history, %2)</source>
        <translation>ostatnio %1 (z historii bazy, %2)</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>not null</source>
        <translation>not null</translation>
    </message>
    <message>
        <source>unique</source>
        <translation>unikalny</translation>
    </message>
    <message>
        <source>nulls not distinct</source>
        <translation>wartości null nierozróżniane</translation>
    </message>
    <message>
        <source>clustered</source>
        <translation>klastrowany</translation>
    </message>
    <message>
        <source>replica identity</source>
        <translation>tożsamość repliki</translation>
    </message>
    <message>
        <source>deferred</source>
        <translation>odroczone</translation>
    </message>
    <message>
        <source>deferrable</source>
        <translation>odraczalne</translation>
    </message>
    <message>
        <source>invalid</source>
        <translation>nieprawidłowy</translation>
    </message>
    <message>
        <source>not validated</source>
        <translation>niezweryfikowane</translation>
    </message>
    <message>
        <source>foreign key</source>
        <translation>klucz obcy</translation>
    </message>
    <message>
        <source>referenced by</source>
        <translation>wskazywane przez</translation>
    </message>
    <message>
        <source>inherited</source>
        <translation>dziedziczone</translation>
    </message>
    <message>
        <source>check</source>
        <translation>warunek</translation>
    </message>
    <message>
        <source>exclusion</source>
        <translation>wykluczenie</translation>
    </message>
    <message>
        <source>constraint trigger</source>
        <translation>wyzwalacz ograniczenia</translation>
    </message>
    <message>
        <source>constraint</source>
        <translation>ograniczenie</translation>
    </message>
    <message>
        <source>primary key</source>
        <translation>klucz główny</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>wyłączone</translation>
    </message>
    <message>
        <source>always</source>
        <translation>zawsze</translation>
    </message>
    <message>
        <source>replica only</source>
        <translation>tylko na replice</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>z %1</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Kolumny</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Kolumna</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Null</source>
        <translation>Null</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Domyślnie</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Komentarz</translation>
    </message>
    <message>
        <source>Indexes</source>
        <translation>Indeksy</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Indeks</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Definicja</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Rozmiar</translation>
    </message>
    <message>
        <source>Keys and constraints</source>
        <translation>Klucze i ograniczenia</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nazwa</translation>
    </message>
    <message>
        <source>Triggers</source>
        <translation>Wyzwalacze</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>Wyzwalacz</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 godz. %2 min</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1 bajt</translation>
    </message>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n bajt</numerusform>
            <numerusform>%n bajty</numerusform>
            <numerusform>%n bajtów</numerusform>
        </translation>
    </message>
    <message>
        <source>rows unknown</source>
        <translation>liczba wierszy nieznana</translation>
    </message>
    <message>
        <source>≈ %1 rows</source>
        <translation>≈ %1 wierszy</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>%1 … %2 (%3)</source>
        <translation>%1 … %2 (%3)</translation>
    </message>
    <message>
        <source>What runs did to it</source>
        <translation>Co zrobiły z nią przebiegi</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Zmiana</translation>
    </message>
    <message>
        <source>Revisions</source>
        <translation>Rewizje</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Kiedy</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Przebieg</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Wiersze</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>hypertable</source>
        <translation>hipertabela</translation>
    </message>
    <message>
        <source>continuous aggregate</source>
        <translation>agregat ciągły</translation>
    </message>
    <message>
        <source>table</source>
        <translation>tabela</translation>
    </message>
    <message>
        <source>partitioned table</source>
        <translation>tabela partycjonowana</translation>
    </message>
    <message>
        <source>view</source>
        <translation>widok</translation>
    </message>
    <message>
        <source>materialized view</source>
        <translation>widok zmaterializowany</translation>
    </message>
    <message>
        <source>index</source>
        <translation>indeks</translation>
    </message>
    <message>
        <source>partitioned index</source>
        <translation>indeks partycjonowany</translation>
    </message>
    <message>
        <source>sequence</source>
        <translation>sekwencja</translation>
    </message>
    <message>
        <source>foreign table</source>
        <translation>tabela obca</translation>
    </message>
    <message>
        <source>composite type</source>
        <translation>typ złożony</translation>
    </message>
    <message>
        <source>TOAST table</source>
        <translation>tabela TOAST</translation>
    </message>
    <message>
        <source>Hypertables</source>
        <translation>Hipertabele</translation>
    </message>
    <message>
        <source>Continuous aggregates</source>
        <translation>Agregaty ciągłe</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabele</translation>
    </message>
    <message>
        <source>Partitioned tables</source>
        <translation>Tabele partycjonowane</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Widoki</translation>
    </message>
    <message>
        <source>Materialized views</source>
        <translation>Widoki zmaterializowane</translation>
    </message>
    <message>
        <source>Indexes</source>
        <translation>Indeksy</translation>
    </message>
    <message>
        <source>Partitioned indexes</source>
        <translation>Indeksy partycjonowane</translation>
    </message>
    <message>
        <source>Sequences</source>
        <translation>Sekwencje</translation>
    </message>
    <message>
        <source>Foreign tables</source>
        <translation>Tabele obce</translation>
    </message>
    <message>
        <source>Composite types</source>
        <translation>Typy złożone</translation>
    </message>
    <message>
        <source>TOAST tables</source>
        <translation>Tabele TOAST</translation>
    </message>
    <message>
        <source>owned by %1</source>
        <translation>właściciel: %1</translation>
    </message>
    <message>
        <source>added</source>
        <translation>dodane</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>usunięte</translation>
    </message>
    <message>
        <source>altered</source>
        <translation>zmienione</translation>
    </message>
</context>
<context>
    <name>Log</name>
    <message>
        <source>running</source>
        <translation>w toku</translation>
    </message>
    <message>
        <source>done</source>
        <translation>gotowe</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>nieudane</translation>
    </message>
    <message>
        <source>partly applied</source>
        <translation>zastosowane częściowo</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>anulowane</translation>
    </message>
    <message>
        <source>rolled back, as asked</source>
        <translation>wycofane, zgodnie z życzeniem</translation>
    </message>
    <message>
        <source>end unknown</source>
        <translation>koniec nieznany</translation>
    </message>
    <message>
        <source>%1 is at base: no version row</source>
        <translation>%1 jest na base: brak wiersza wersji</translation>
    </message>
    <message>
        <source>%1 is at %2</source>
        <translation>%1 jest na %2</translation>
    </message>
</context>
<context>
    <name>NodeState</name>
    <message>
        <source>changed since applied</source>
        <translation>zmieniona po zastosowaniu</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>nieudane</translation>
    </message>
    <message>
        <source>partly applied</source>
        <translation>zastosowane częściowo</translation>
    </message>
    <message>
        <source>running</source>
        <translation>w toku</translation>
    </message>
    <message>
        <source>unknown on disk</source>
        <translation>brak pliku</translation>
    </message>
    <message>
        <source>current</source>
        <translation>bieżąca</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>w planie</translation>
    </message>
    <message>
        <source>one of several heads</source>
        <translation>jeden z kilku headów</translation>
    </message>
    <message>
        <source>head</source>
        <translation>head</translation>
    </message>
    <message>
        <source>applied</source>
        <translation>zastosowana</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>oczekuje</translation>
    </message>
    <message>
        <source>irreversible</source>
        <translation>nieodwracalna</translation>
    </message>
    <message>
        <source>no transaction</source>
        <translation>bez transakcji</translation>
    </message>
    <message>
        <source>merge</source>
        <translation>scalenie</translation>
    </message>
    <message>
        <source>branch point</source>
        <translation>rozgałęzienie</translation>
    </message>
    <message>
        <source>base</source>
        <translation>base</translation>
    </message>
    <message>
        <source>not committed</source>
        <translation>bez commita</translation>
    </message>
    <message>
        <source>round trip failed</source>
        <translation>próba powrotu nieudana</translation>
    </message>
    <message>
        <source>proven</source>
        <translation>potwierdzona</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Upgrade %1 to %2…</source>
        <translation>Zaktualizuj %1 do %2…</translation>
    </message>
    <message>
        <source>Downgrade %1 to %2…</source>
        <translation>Cofnij %1 do %2…</translation>
    </message>
    <message>
        <source>Stamp %1 as %2…</source>
        <translation>Ostempluj %1 jako %2…</translation>
    </message>
    <message>
        <source>Go to the current revision of %1</source>
        <translation>Przejdź do bieżącej rewizji bazy %1</translation>
    </message>
    <message>
        <source>Go to the head of %1</source>
        <translation>Przejdź do heada bazy %1</translation>
    </message>
    <message>
        <source>Go to the history of %1</source>
        <translation>Przejdź do historii bazy %1</translation>
    </message>
    <message>
        <source>Select %2 in %1</source>
        <translation>Zaznacz %2 w %1</translation>
    </message>
    <message>
        <source>Restore %1 from the backup %2…</source>
        <translation>Przywróć %1 z kopii %2…</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>version rows: %1 → %2</source>
        <translation>wiersze wersji: %1 → %2</translation>
    </message>
    <message>
        <source>base</source>
        <translation>base</translation>
    </message>
    <message>
        <source>Nothing to do on %1</source>
        <translation>Nic do zrobienia na %1</translation>
    </message>
    <message>
        <source>Upgrade %1 by %2, to %3</source>
        <translation>Zaktualizuj %1 o %2, do %3</translation>
    </message>
    <message>
        <source>Downgrade %1 by %2, to %3</source>
        <translation>Cofnij %1 o %2, do %3</translation>
    </message>
    <message>
        <source>Try on %1, then roll back</source>
        <translation>Wypróbuj na %1, potem wycofaj</translation>
    </message>
    <message>
        <source>Upgrade %1 by %2</source>
        <translation>Zaktualizuj %1 o %2</translation>
    </message>
    <message>
        <source>Downgrade %1 by %2</source>
        <translation>Cofnij %1 o %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>brak</translation>
    </message>
    <message>
        <source>one transaction</source>
        <translation>jedna transakcja</translation>
    </message>
    <message>
        <source>no transaction</source>
        <translation>bez transakcji</translation>
    </message>
    <message>
        <source>nothing to run</source>
        <translation>nic do wykonania</translation>
    </message>
    <message>
        <source>reversible</source>
        <translation>odwracalna</translation>
    </message>
    <message>
        <source>irreversible</source>
        <translation>nieodwracalna</translation>
    </message>
    <message>
        <source>outside a transaction</source>
        <translation>poza transakcją</translation>
    </message>
    <message>
        <source>transaction</source>
        <translation>transakcja</translation>
    </message>
    <message>
        <source>warning: %1</source>
        <translation>ostrzeżenie: %1</translation>
    </message>
    <message>
        <source>step %1 of %2: %3 %4</source>
        <translation>krok %1 z %2: %3 %4</translation>
    </message>
    <message>
        <source>from the stored text</source>
        <translation>z zachowanego tekstu</translation>
    </message>
    <message>
        <source>lock timeout %1</source>
        <translation>limit czekania na blokadę %1</translation>
    </message>
    <message>
        <source>statement timeout %1</source>
        <translation>limit czasu instrukcji %1</translation>
    </message>
    <message>
        <source>file not in git</source>
        <translation>plik poza gitem</translation>
    </message>
    <message>
        <source>file ignored by git</source>
        <translation>plik pomijany przez git</translation>
    </message>
    <message>
        <source>file not committed</source>
        <translation>plik niezatwierdzony w gicie</translation>
    </message>
    <message>
        <source>file changed since its commit</source>
        <translation>plik zmieniony od zatwierdzenia</translation>
    </message>
    <message>
        <source>a backup is made first, since %1</source>
        <translation>najpierw powstanie kopia, ponieważ %1</translation>
    </message>
</context>
<context>
    <name>Related</name>
    <message>
        <source>detach pending</source>
        <translation>odłączanie w toku</translation>
    </message>
    <message>
        <source>restrictive</source>
        <translation>ograniczająca</translation>
    </message>
    <message>
        <source>row security is off</source>
        <translation>bezpieczeństwo wierszy jest wyłączone</translation>
    </message>
    <message>
        <source>foreign key %1</source>
        <translation>klucz obcy %1</translation>
    </message>
    <message>
        <source>continuous aggregate</source>
        <translation>agregat ciągły</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>Partycje</translation>
    </message>
    <message>
        <source>Child tables</source>
        <translation>Tabele potomne</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>Partycja</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabela</translation>
    </message>
    <message>
        <source>Bound</source>
        <translation>Granica</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Rodzaj</translation>
    </message>
    <message>
        <source>Row policies</source>
        <translation>Polityki wierszy</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Polityka</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Dla</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Kogo</translation>
    </message>
    <message>
        <source>Using</source>
        <translation>Warunek</translation>
    </message>
    <message>
        <source>With check</source>
        <translation>Sprawdzenie</translation>
    </message>
    <message>
        <source>Dependents</source>
        <translation>Zależne</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>Relacja</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Jak</translation>
    </message>
</context>
<context>
    <name>RunEnd</name>
    <message>
        <source>The database is at base.</source>
        <translation>Baza danych jest na base.</translation>
    </message>
    <message>
        <source>The database is at %1.</source>
        <translation>Baza danych jest na %1.</translation>
    </message>
    <message>
        <source>Committed:</source>
        <translation>Zatwierdzone:</translation>
    </message>
    <message>
        <source>Undone:</source>
        <translation>Cofnięte:</translation>
    </message>
    <message>
        <source>nothing.</source>
        <translation>nic.</translation>
    </message>
    <message>
        <source>Rolled back:</source>
        <translation>Wycofane:</translation>
    </message>
    <message>
        <source>%1, wholly. Nothing of it is left.</source>
        <translation>%1, w całości. Nic z tego nie zostało.</translation>
    </message>
    <message>
        <source>Not applied:</source>
        <translation>Niezastosowane:</translation>
    </message>
    <message>
        <source>%1 runs outside a transaction; none of its statements had finished.</source>
        <translation>%1 działa poza transakcją; żadna instrukcja nie zdążyła się zakończyć.</translation>
    </message>
    <message>
        <source>1 statement of %1 has run and stays; its version row does not say so.</source>
        <translation>Wykonano 1 instrukcję rewizji %1 i jej skutek zostaje; wiersz wersji o tym nie mówi.</translation>
    </message>
    <message numerus="yes">
        <source>%n statements of %1 have run and stay; its version row does not say so.</source>
        <translation>
            <numerusform>Wykonano %n instrukcję rewizji %1 i jej skutek zostaje; wiersz wersji o tym nie mówi.</numerusform>
            <numerusform>Wykonano %n instrukcje rewizji %1 i ich skutki zostają; wiersz wersji o tym nie mówi.</numerusform>
            <numerusform>Wykonano %n instrukcji rewizji %1 i ich skutki zostają; wiersz wersji o tym nie mówi.</numerusform>
        </translation>
    </message>
    <message>
        <source>Partly applied:</source>
        <translation>Zastosowane częściowo:</translation>
    </message>
    <message>
        <source>Not begun:</source>
        <translation>Nierozpoczęte:</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more.</source>
        <translation>
            <numerusform>%1 i jeszcze %n.</numerusform>
            <numerusform>%1 i jeszcze %n.</numerusform>
            <numerusform>%1 i jeszcze %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled before the first step</source>
        <translation>Anulowano przed pierwszym krokiem</translation>
    </message>
    <message>
        <source>Nothing was run</source>
        <translation>Niczego nie uruchomiono</translation>
    </message>
    <message>
        <source>Cancelled at step %1 of %2</source>
        <translation>Anulowano w kroku %1 z %2</translation>
    </message>
    <message>
        <source>Stopped at step %1 of %2</source>
        <translation>Zatrzymano w kroku %1 z %2</translation>
    </message>
    <message>
        <source>Cancelled after step %1 of %2</source>
        <translation>Anulowano po kroku %1 z %2</translation>
    </message>
    <message>
        <source>Stopped after step %1 of %2</source>
        <translation>Zatrzymano po kroku %1 z %2</translation>
    </message>
    <message>
        <source>The connection is gone.</source>
        <translation>Połączenie zostało zerwane.</translation>
    </message>
    <message>
        <source>Refresh before anything else: only the database itself knows where it is.</source>
        <translation>Najpierw odśwież: tylko sama baza danych wie, gdzie jest.</translation>
    </message>
    <message>
        <source>Nothing to do on %1</source>
        <translation>Nic do zrobienia na %1</translation>
    </message>
    <message>
        <source>Tried on %1, and rolled back</source>
        <translation>Wypróbowano na %1 i wycofano</translation>
    </message>
    <message>
        <source>Upgraded %1 by %2</source>
        <translation>Zaktualizowano %1 o %2</translation>
    </message>
    <message>
        <source>Downgraded %1 by %2</source>
        <translation>Cofnięto %1 o %2</translation>
    </message>
    <message>
        <source>Every step ran, then all of it was rolled back. %1</source>
        <translation>Wykonano każdy krok, po czym wszystko wycofano. %1</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>po %1</translation>
    </message>
    <message>
        <source>hint: %1</source>
        <translation>wskazówka: %1</translation>
    </message>
    <message>
        <source>Restored %1</source>
        <translation>Przywrócono %1</translation>
    </message>
</context>
<context>
    <name>SizeChart</name>
    <message>
        <source>%1: %2 after run %3</source>
        <translation>%1: %2 po przebiegu %3</translation>
    </message>
    <message>
        <source>%1, as after run %2</source>
        <translation>%1, tyle co po przebiegu %2</translation>
    </message>
    <message>
        <source>%1, %2 more than after run %3</source>
        <translation>%1, o %2 więcej niż po przebiegu %3</translation>
    </message>
    <message>
        <source>%1, %2 less than after run %3</source>
        <translation>%1, o %2 mniej niż po przebiegu %3</translation>
    </message>
</context>
<context>
    <name>Theme</name>
    <message>
        <source>dev</source>
        <translation>dev</translation>
    </message>
    <message>
        <source>staging</source>
        <translation>staging</translation>
    </message>
    <message>
        <source>prod</source>
        <translation>prod</translation>
    </message>
</context>
<context>
    <name>Timescale</name>
    <message>
        <source>off</source>
        <translation>wyłączona</translation>
    </message>
    <message>
        <source>%1 of %2 chunks compressed</source>
        <translation>skompresowane chunki: %1 z %2</translation>
    </message>
    <message>
        <source>%1 → %2, %3 times smaller</source>
        <translation>%1 → %2, %3 razy mniej</translation>
    </message>
    <message>
        <source>chunks</source>
        <translation>chunki</translation>
    </message>
    <message>
        <source>range</source>
        <translation>zakres</translation>
    </message>
    <message>
        <source>size</source>
        <translation>rozmiar</translation>
    </message>
    <message>
        <source>compression</source>
        <translation>kompresja</translation>
    </message>
    <message>
        <source>segment by</source>
        <translation>segmentacja według</translation>
    </message>
    <message>
        <source>order by</source>
        <translation>porządek według</translation>
    </message>
    <message>
        <source>Dimensions</source>
        <translation>Wymiary</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Kolumna</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>Interwał</translation>
    </message>
    <message>
        <source>, now by %1</source>
        <translation>, teraz co %1</translation>
    </message>
    <message>
        <source>space</source>
        <translation>przestrzeń</translation>
    </message>
    <message>
        <source>time</source>
        <translation>czas</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>Polityki</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Polityka</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>Co ile</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguracja</translation>
    </message>
    <message>
        <source>Next run</source>
        <translation>Następny raz</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>Ostatni raz</translation>
    </message>
    <message>
        <source>job %1</source>
        <translation>zadanie %1</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>wstrzymane</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>nieudane</translation>
    </message>
    <message>
        <source>Chunks</source>
        <translation>Chunki</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Od</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Do</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Rozmiar</translation>
    </message>
    <message>
        <source>Chunk</source>
        <translation>Chunk</translation>
    </message>
    <message>
        <source>compressed</source>
        <translation>skompresowany</translation>
    </message>
    <message>
        <source>Hypertable</source>
        <translation>Hipertabela</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Co</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wartość</translation>
    </message>
    <message>
        <source>continuous aggregate</source>
        <translation>agregat ciągły</translation>
    </message>
    <message>
        <source>Continuous aggregate</source>
        <translation>Agregat ciągły</translation>
    </message>
    <message>
        <source>reads</source>
        <translation>czyta</translation>
    </message>
    <message>
        <source>answers from</source>
        <translation>odpowiada z</translation>
    </message>
    <message>
        <source>what is materialized, only</source>
        <translation>tylko tego, co zmaterializowane</translation>
    </message>
    <message>
        <source>what is materialized, and newer rows live</source>
        <translation>tego, co zmaterializowane, i nowszych wierszy na żywo</translation>
    </message>
    <message>
        <source>materialized up to</source>
        <translation>zmaterializowany do</translation>
    </message>
    <message>
        <source>stored in</source>
        <translation>przechowywany w</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nigdy</translation>
    </message>
    <message>
        <source>%1 of %2 runs failed</source>
        <translation>nieudane: %1 z %2</translation>
    </message>
    <message>
        <source>%1 runs, none failed</source>
        <translation>uruchomień: %1, wszystkie udane</translation>
    </message>
    <message>
        <source>Uncompressed</source>
        <translation>Bez kompresji</translation>
    </message>
</context>
<context>
    <name>UpgradeCard</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>i jeszcze %n</numerusform>
            <numerusform>i jeszcze %n</numerusform>
            <numerusform>i jeszcze %n</numerusform>
        </translation>
    </message>
    <message>
        <source>  (outside a transaction)</source>
        <translation>  (poza transakcją)</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>Ostrzeżenie: %1</translation>
    </message>
    <message>
        <source>A backup is made first, since %1.</source>
        <translation>Najpierw powstanie kopia, ponieważ %1.</translation>
    </message>
</context>
<context>
    <name>retort::console::Demo</name>
    <message>
        <source>the project to open</source>
        <translation>otwarcie projektu</translation>
    </message>
    <message>
        <source>the databases to answer</source>
        <translation>odpowiedź baz danych</translation>
    </message>
    <message>
        <source>%1 is a production database: the demonstration leaves it alone.</source>
        <translation>%1 to produkcyjna baza danych: pokaz jej nie rusza.</translation>
    </message>
    <message>
        <source>No revision is pending: there is no plan to show.</source>
        <translation>Żadna rewizja nie oczekuje: nie ma planu do pokazania.</translation>
    </message>
    <message>
        <source>“Upgrade all” opened no dialog.</source>
        <translation>„Zaktualizuj wszystkie” nie otworzyło okna.</translation>
    </message>
    <message>
        <source>the plans of all databases</source>
        <translation>plany wszystkich baz danych</translation>
    </message>
    <message>
        <source>the upgrades to end</source>
        <translation>koniec aktualizacji</translation>
    </message>
    <message>
        <source>%1 is not at its head after the upgrade.</source>
        <translation>Po aktualizacji baza %1 nie jest na swoim headzie.</translation>
    </message>
    <message>
        <source>the log to show the runs</source>
        <translation>przebiegi w logu</translation>
    </message>
    <message>
        <source>the inspector to list %1</source>
        <translation>%1 na liście inspektora</translation>
    </message>
    <message>
        <source>the relation&apos;s page</source>
        <translation>stronę relacji</translation>
    </message>
    <message>
        <source>Waited in vain for %1.</source>
        <translation>Na próżno czekano na: %1.</translation>
    </message>
    <message>
        <source>No plan was opened for %1.</source>
        <translation>Nie otwarto planu dla %1.</translation>
    </message>
    <message>
        <source>the plan of %1</source>
        <translation>plan bazy %1</translation>
    </message>
    <message>
        <source>The plan of %1 was refused.</source>
        <translation>Plan bazy %1 został odrzucony.</translation>
    </message>
    <message>
        <source>the run on %1</source>
        <translation>przebieg na %1</translation>
    </message>
    <message>
        <source>The run on %1 failed.</source>
        <translation>Przebieg na %1 nie powiódł się.</translation>
    </message>
    <message>
        <source>The button %1 can&apos;t be clicked.</source>
        <translation>Przycisku %1 nie można kliknąć.</translation>
    </message>
</context>
<context>
    <name>retort::session::ProjectWorker</name>
    <message>
        <source>Starting the sandbox servers…</source>
        <translation>Uruchamianie serwerów sandboksa…</translation>
    </message>
</context>
<context>
    <name>retort::ui::BadgeLabel</name>
    <message>
        <source>Tier: %1</source>
        <translation>Poziom: %1</translation>
    </message>
</context>
<context>
    <name>retort::ui::ChunkPlot</name>
    <message>
        <source>Chunks along time</source>
        <translation>Chunki w czasie</translation>
    </message>
    <message>
        <source>The wheel, + and − zoom, arrows move, Home shows all, a double click leads to the chunk&apos;s row</source>
        <translation>Kółko, + i − przybliżają, strzałki przesuwają, Home pokazuje wszystko, dwuklik prowadzi do wiersza chunka</translation>
    </message>
    <message>
        <source>compressed, before: %1</source>
        <translation>skompresowany, przedtem: %1</translation>
    </message>
    <message>
        <source>compressed</source>
        <translation>skompresowany</translation>
    </message>
    <message>
        <source>%1 chunks from %2 to %3, %4 compressed</source>
        <translation>Chunki: %1, od %2 do %3, skompresowane: %4</translation>
    </message>
</context>
<context>
    <name>retort::ui::CommandLine</name>
    <message>
        <source>Copy the command line</source>
        <translation>Skopiuj polecenie</translation>
    </message>
</context>
<context>
    <name>retort::ui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>Paleta poleceń</translation>
    </message>
    <message>
        <source>Command palette   Ctrl+K</source>
        <translation>Paleta poleceń   Ctrl+K</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Polecenia</translation>
    </message>
</context>
<context>
    <name>retort::ui::CompareDialog</name>
    <message>
        <source>Script from one revision to the other</source>
        <translation>Skrypt od jednej rewizji do drugiej</translation>
    </message>
    <message>
        <source>id, head or base</source>
        <translation>id, head lub base</translation>
    </message>
    <message>
        <source>From revision</source>
        <translation>Od rewizji</translation>
    </message>
    <message>
        <source>To revision</source>
        <translation>Do rewizji</translation>
    </message>
    <message>
        <source>Swap the ends: the way back</source>
        <translation>Zamień końce: droga powrotna</translation>
    </message>
    <message>
        <source>Swap the ends</source>
        <translation>Zamień końce</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Od</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Do</translation>
    </message>
    <message>
        <source>Copy SQL</source>
        <translation>Kopiuj SQL</translation>
    </message>
    <message>
        <source>Copy the script</source>
        <translation>Skopiuj skrypt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Choose both ends.</source>
        <translation>Wybierz oba końce.</translation>
    </message>
    <message>
        <source>Reading the files …</source>
        <translation>Czytanie plików …</translation>
    </message>
    <message>
        <source>Compare revisions</source>
        <translation>Porównanie rewizji</translation>
    </message>
    <message>
        <source>one revision up</source>
        <translation>jedna rewizja w górę</translation>
    </message>
    <message>
        <source>one revision down</source>
        <translation>jedna rewizja w dół</translation>
    </message>
    <message numerus="yes">
        <source>%n revisions up</source>
        <translation>
            <numerusform>%n rewizja w górę</numerusform>
            <numerusform>%n rewizje w górę</numerusform>
            <numerusform>%n rewizji w górę</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n revisions down</source>
        <translation>
            <numerusform>%n rewizja w dół</numerusform>
            <numerusform>%n rewizje w dół</numerusform>
            <numerusform>%n rewizji w dół</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::ui::ConnectionsPanel</name>
    <message>
        <source>No database yet</source>
        <translation>Jeszcze nie ma bazy danych</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Baza danych</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Użytkownik</translation>
    </message>
    <message>
        <source>Password from</source>
        <translation>Hasło z</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>Sprawdź połączenie</translation>
    </message>
    <message>
        <source>Databases</source>
        <translation>Bazy danych</translation>
    </message>
    <message>
        <source>Test the connection</source>
        <translation>Sprawdź połączenie</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Połączenie</translation>
    </message>
    <message>
        <source>no password is set</source>
        <translation>hasło nie jest ustawione</translation>
    </message>
    <message>
        <source>Testing …</source>
        <translation>Sprawdzanie …</translation>
    </message>
    <message>
        <source>PostgreSQL %1</source>
        <translation>PostgreSQL %1</translation>
    </message>
    <message>
        <source>TimescaleDB %1</source>
        <translation>TimescaleDB %1</translation>
    </message>
    <message>
        <source>Connected in %1 ms: %2.</source>
        <translation>Połączono w %1 ms: %2.</translation>
    </message>
    <message>
        <source>The test failed.</source>
        <translation>Próba się nie udała.</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>w porządku</translation>
    </message>
    <message>
        <source>note</source>
        <translation>uwaga</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>ostrzeżenie</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>nieudane</translation>
    </message>
    <message>
        <source>What the test looked at</source>
        <translation>Co sprawdzono</translation>
    </message>
</context>
<context>
    <name>retort::ui::DataPage</name>
    <message>
        <source>First rows</source>
        <translation>Pierwsze wiersze</translation>
    </message>
    <message>
        <source>Read the rows again</source>
        <translation>Odczytaj wiersze ponownie</translation>
    </message>
    <message>
        <source>Reading the first rows …</source>
        <translation>Odczytywanie pierwszych wierszy …</translation>
    </message>
    <message>
        <source>No rows</source>
        <translation>Brak wierszy</translation>
    </message>
    <message>
        <source>The relation is empty, or hides its rows from this user.</source>
        <translation>Relacja jest pusta albo ukrywa swoje wiersze przed tym użytkownikiem.</translation>
    </message>
    <message numerus="yes">
        <source>The first %n rows, as they come; there are more</source>
        <translation>
            <numerusform>Pierwszy %n wiersz; jest ich więcej</numerusform>
            <numerusform>Pierwsze %n wiersze, jak lecą; jest ich więcej</numerusform>
            <numerusform>Pierwszych %n wierszy, jak lecą; jest ich więcej</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n rows, as they come</source>
        <translation>
            <numerusform>Jedyny %n wiersz</numerusform>
            <numerusform>Wszystkie %n wiersze, jak lecą</numerusform>
            <numerusform>Wszystkich %n wierszy, jak lecą</numerusform>
        </translation>
    </message>
    <message>
        <source>The rows could not be read</source>
        <translation>Nie udało się odczytać wierszy</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Spróbuj ponownie</translation>
    </message>
</context>
<context>
    <name>retort::ui::DatabaseBadge</name>
    <message>
        <source>no database</source>
        <translation>brak bazy danych</translation>
    </message>
</context>
<context>
    <name>retort::ui::DatabaseDesk</name>
    <message>
        <source>The edit of %1 is accepted: its file counts as what was applied.</source>
        <translation>Zmiana %1 przyjęta: jej plik uchodzi za to, co zastosowano.</translation>
    </message>
    <message>
        <source>Written again: %1</source>
        <translation>Zapisano ponownie: %1</translation>
    </message>
</context>
<context>
    <name>retort::ui::DdlPage</name>
    <message>
        <source>The statements that make it</source>
        <translation>Polecenia, które ją tworzą</translation>
    </message>
    <message>
        <source>Copy the script</source>
        <translation>Skopiuj skrypt</translation>
    </message>
    <message>
        <source>What it refers to must be there already.</source>
        <translation>To, do czego się odwołuje, musi już istnieć.</translation>
    </message>
</context>
<context>
    <name>retort::ui::DefinitionPair</name>
    <message>
        <source>Definition before</source>
        <translation>Definicja przedtem</translation>
    </message>
    <message>
        <source>Definition after</source>
        <translation>Definicja potem</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Przedtem</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Potem</translation>
    </message>
    <message>
        <source>It wasn&apos;t there.</source>
        <translation>Nie było jej.</translation>
    </message>
    <message>
        <source>It is gone.</source>
        <translation>Już jej nie ma.</translation>
    </message>
</context>
<context>
    <name>retort::ui::DockTitle</name>
    <message>
        <source>Close %1</source>
        <translation>Zamknij: %1</translation>
    </message>
    <message>
        <source>Close; the View menu brings it back</source>
        <translation>Zamknij; przywróci go menu Widok</translation>
    </message>
</context>
<context>
    <name>retort::ui::DurationChart</name>
    <message>
        <source>bar: latest run · ○ earlier runs · × failed</source>
        <translation>słupek: ostatni przebieg · ○ wcześniejsze · × nieudane</translation>
    </message>
    <message>
        <source>Database of the chart</source>
        <translation>Baza danych na wykresie</translation>
    </message>
    <message>
        <source>Upgrades or downgrades</source>
        <translation>Aktualizacje lub cofnięcia</translation>
    </message>
    <message>
        <source>All databases</source>
        <translation>Wszystkie bazy</translation>
    </message>
    <message>
        <source>Upgrades</source>
        <translation>Aktualizacje</translation>
    </message>
    <message>
        <source>Downgrades</source>
        <translation>Cofnięcia</translation>
    </message>
    <message>
        <source>No durations yet</source>
        <translation>Jeszcze nie ma czasów</translation>
    </message>
    <message>
        <source>After the first run, each revision&apos;s time stands here, run by run.</source>
        <translation>Po pierwszym przebiegu zobaczysz tu czas każdej rewizji, przebieg po przebiegu.</translation>
    </message>
    <message>
        <source>Durations</source>
        <translation>Czasy</translation>
    </message>
</context>
<context>
    <name>retort::ui::DurationPlot</name>
    <message>
        <source>Duration of each revision</source>
        <translation>Czas trwania każdej rewizji</translation>
    </message>
    <message>
        <source>Scroll through the revisions</source>
        <translation>Przewiń rewizje</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>sekundy</translation>
    </message>
    <message>
        <source>milliseconds</source>
        <translation>milisekundy</translation>
    </message>
</context>
<context>
    <name>retort::ui::EditDialog</name>
    <message>
        <source>What was edited since the revision was applied</source>
        <translation>Co zmieniono od zastosowania rewizji</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Powód</translation>
    </message>
    <message>
        <source>Why the edit is meant, for the history</source>
        <translation>Dlaczego zmiana jest zamierzona, do historii</translation>
    </message>
    <message>
        <source>The file as it is now counts as what was applied from then on. Nothing runs.</source>
        <translation>Odtąd plik w obecnej postaci uchodzi za to, co zastosowano. Nic nie zostanie wykonane.</translation>
    </message>
    <message>
        <source>Copy diff</source>
        <translation>Kopiuj różnice</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>Otwórz plik</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Accept the edit…</source>
        <translation>Przyjmij zmianę…</translation>
    </message>
    <message>
        <source>Accept the edit of %1</source>
        <translation>Przyjmij zmianę %1</translation>
    </message>
    <message>
        <source>Compare with what ran</source>
        <translation>Porównanie z tym, co wykonano</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;: the file, and what ran</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;: plik i to, co wykonano</translation>
    </message>
    <message>
        <source>Reading the texts …</source>
        <translation>Czytanie tekstów …</translation>
    </message>
    <message numerus="yes">
        <source>%n lines gone</source>
        <translation>
            <numerusform>%n wiersz usunięty</numerusform>
            <numerusform>%n wiersze usunięte</numerusform>
            <numerusform>%n wierszy usuniętych</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines new</source>
        <translation>
            <numerusform>%n wiersz nowy</numerusform>
            <numerusform>%n wiersze nowe</numerusform>
            <numerusform>%n wierszy nowych</numerusform>
        </translation>
    </message>
    <message>
        <source>The file is what was applied.</source>
        <translation>Plik jest tym, co zastosowano.</translation>
    </message>
</context>
<context>
    <name>retort::ui::FactDelegate</name>
    <message>
        <source>none</source>
        <translation>brak</translation>
    </message>
</context>
<context>
    <name>retort::ui::FactModel</name>
    <message>
        <source>none</source>
        <translation>brak</translation>
    </message>
    <message>
        <source>%1, before: %2</source>
        <translation>%1, przedtem: %2</translation>
    </message>
</context>
<context>
    <name>retort::ui::FactView</name>
    <message>
        <source>Copy cell</source>
        <translation>Kopiuj komórkę</translation>
    </message>
    <message>
        <source>Copy page as text</source>
        <translation>Kopiuj stronę jako tekst</translation>
    </message>
    <message>
        <source>Copy page as Markdown</source>
        <translation>Kopiuj stronę jako Markdown</translation>
    </message>
    <message>
        <source>Copy column</source>
        <translation>Kopiuj kolumnę</translation>
    </message>
    <message>
        <source>Copy row as SQL</source>
        <translation>Kopiuj wiersz jako SQL</translation>
    </message>
    <message>
        <source>Copy page as SQL</source>
        <translation>Kopiuj stronę jako SQL</translation>
    </message>
</context>
<context>
    <name>retort::ui::GenerationRow</name>
    <message>
        <source>Not proven: %1</source>
        <translation>Niepotwierdzone: %1</translation>
    </message>
    <message numerus="yes">
        <source>Not proven: %n difference(s) from the desired schema would be left</source>
        <translation>
            <numerusform>Niepotwierdzone: zostałaby %n różnica względem docelowego schematu</numerusform>
            <numerusform>Niepotwierdzone: zostałyby %n różnice względem docelowego schematu</numerusform>
            <numerusform>Niepotwierdzone: zostałoby %n różnic względem docelowego schematu</numerusform>
        </translation>
    </message>
    <message>
        <source>What the desired schema is compared with</source>
        <translation>Z czym porównać docelowy schemat</translation>
    </message>
    <message>
        <source>the branch, replayed</source>
        <translation>odtworzona gałąź</translation>
    </message>
    <message>
        <source>the database as it is</source>
        <translation>baza, jaka jest</translation>
    </message>
    <message>
        <source>The branch is replayed on a scratch database; the database itself must be at its head</source>
        <translation>Gałąź jest odtwarzana w bazie roboczej; sama baza musi być na swoim czole</translation>
    </message>
    <message>
        <source>Write the SQL from the desired schema</source>
        <translation>Napisz SQL według docelowego schematu</translation>
    </message>
    <message>
        <source>Compare the desired schema &amp;with</source>
        <translation>Porównaj &amp;docelowy schemat z</translation>
    </message>
    <message>
        <source>Comparing, and trying the result on a scratch database …</source>
        <translation>Porównywanie i próba wyniku w bazie roboczej …</translation>
    </message>
    <message>
        <source>No changes: the branch gives the desired schema</source>
        <translation>Bez zmian: gałąź daje docelowy schemat</translation>
    </message>
    <message>
        <source>Proven on a scratch database: up, down and up again</source>
        <translation>Potwierdzone w bazie roboczej: w górę, w dół i znów w górę</translation>
    </message>
    <message numerus="yes">
        <source>Proven; it takes %n revisions, since one transaction can&apos;t hold it all</source>
        <translation>
            <numerusform>Potwierdzone; potrzeba %n rewizji, bo jedna transakcja nie pomieści wszystkiego</numerusform>
            <numerusform>Potwierdzone; potrzeba %n rewizji, bo jedna transakcja nie pomieści wszystkiego</numerusform>
            <numerusform>Potwierdzone; potrzeba %n rewizji, bo jedna transakcja nie pomieści wszystkiego</numerusform>
        </translation>
    </message>
    <message>
        <source>Edited since: no longer what was tried</source>
        <translation>Zmienione później: to już nie to, co wypróbowano</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Zatrzymaj</translation>
    </message>
    <message>
        <source>Write the SQL</source>
        <translation>Napisz SQL</translation>
    </message>
    <message>
        <source>Compares, writes upgrade and downgrade, and tries them on a scratch database</source>
        <translation>Porównuje, pisze aktualizację i cofnięcie, i próbuje ich w bazie roboczej</translation>
    </message>
    <message>
        <source>retort.toml names no desired schema for %1 (key: schema)</source>
        <translation>retort.toml nie podaje docelowego schematu dla %1 (klucz: schema)</translation>
    </message>
</context>
<context>
    <name>retort::ui::GraphFilter</name>
    <message>
        <source>Filter the revisions of %1</source>
        <translation>Filtruj rewizje bazy %1</translation>
    </message>
    <message>
        <source>All words must be found. “table:users” shows the revisions that create, alter, drop, index or write to users; “a:b” is a range as “retort history -r” takes it.</source>
        <translation>Muszą się znaleźć wszystkie słowa. „table:users” pokazuje rewizje, które tworzą, zmieniają, usuwają lub indeksują users albo do niej zapisują; „a:b” to zakres, jak w „retort history -r”.</translation>
    </message>
    <message>
        <source>Copy “%1”</source>
        <translation>Kopiuj „%1”</translation>
    </message>
    <message>
        <source>reading files…</source>
        <translation>czytanie plików…</translation>
    </message>
    <message>
        <source>reading files… %1 of %2</source>
        <translation>czytanie plików… %1 z %2</translation>
    </message>
    <message>
        <source>Filter by id, message, file, table or a:b</source>
        <translation>Filtruj po id, opisie, pliku, tabeli lub a:b</translation>
    </message>
</context>
<context>
    <name>retort::ui::GraphPanel</name>
    <message>
        <source>Upgrade to head</source>
        <translation>Aktualizuj do heada</translation>
    </message>
    <message>
        <source>Undo last</source>
        <translation>Cofnij ostatnią</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Revisions of %1</source>
        <translation>Rewizje bazy %1</translation>
    </message>
    <message>
        <source>Revision graph of %1</source>
        <translation>Graf rewizji bazy %1</translation>
    </message>
    <message>
        <source>Upgrade %1 to its head</source>
        <translation>Zaktualizuj %1 do jej heada</translation>
    </message>
    <message>
        <source>Undo the last revision of %1</source>
        <translation>Cofnij ostatnią rewizję bazy %1</translation>
    </message>
    <message>
        <source>Cancel the run on %1</source>
        <translation>Anuluj przebieg na %1</translation>
    </message>
    <message>
        <source>More actions for %1</source>
        <translation>Więcej działań dla %1</translation>
    </message>
    <message>
        <source>Shows the plan to the head of its branch, then runs it</source>
        <translation>Pokazuje plan do heada gałęzi, potem go wykonuje</translation>
    </message>
    <message>
        <source>Shows the plan that takes the newest revision back, then runs it</source>
        <translation>Pokazuje plan cofnięcia najnowszej rewizji, potem go wykonuje</translation>
    </message>
    <message>
        <source>Jump to current</source>
        <translation>Skocz do bieżącej</translation>
    </message>
    <message>
        <source>Jump to head</source>
        <translation>Skocz do heada</translation>
    </message>
    <message>
        <source>Jump to common ancestor</source>
        <translation>Skocz do wspólnego przodka</translation>
    </message>
    <message>
        <source>New revision…</source>
        <translation>Nowa rewizja…</translation>
    </message>
    <message>
        <source>Stamp…</source>
        <translation>Ostempluj…</translation>
    </message>
    <message>
        <source>Downgrade to base…</source>
        <translation>Cofnij do base…</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Odśwież</translation>
    </message>
    <message>
        <source>Downgrade to here…</source>
        <translation>Cofnij dotąd…</translation>
    </message>
    <message>
        <source>Upgrade to here…</source>
        <translation>Zaktualizuj dotąd…</translation>
    </message>
    <message>
        <source>Stamp this revision…</source>
        <translation>Ostempluj tę rewizję…</translation>
    </message>
    <message>
        <source>Stamp another revision…</source>
        <translation>Ostempluj inną rewizję…</translation>
    </message>
    <message>
        <source>New revision from here…</source>
        <translation>Nowa rewizja odtąd…</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Kopiuj id</translation>
    </message>
    <message>
        <source>Copy “%1”</source>
        <translation>Kopiuj „%1”</translation>
    </message>
    <message>
        <source>Show file</source>
        <translation>Pokaż plik</translation>
    </message>
    <message>
        <source>Compare %1 with this…</source>
        <translation>Porównaj %1 z tą…</translation>
    </message>
    <message>
        <source>Compare with another revision…</source>
        <translation>Porównaj z inną rewizją…</translation>
    </message>
    <message>
        <source>No revision matches</source>
        <translation>Nie pasuje żadna rewizja</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Wyczyść filtr</translation>
    </message>
    <message>
        <source>The revisions can&apos;t be read</source>
        <translation>Nie można odczytać rewizji</translation>
    </message>
    <message>
        <source>No revisions yet</source>
        <translation>Jeszcze nie ma rewizji</translation>
    </message>
    <message>
        <source>The project has no revision file.</source>
        <translation>W projekcie nie ma pliku rewizji.</translation>
    </message>
    <message>
        <source>No revision file belongs to the branch %1.</source>
        <translation>Do gałęzi %1 nie należy żaden plik rewizji.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Ponów</translation>
    </message>
    <message>
        <source>The graph shows the files as they were before.</source>
        <translation>Graf pokazuje pliki takie, jakie były przedtem.</translation>
    </message>
    <message>
        <source>The version table names %1, which no file of this project has.</source>
        <translation>Tabela wersji wymienia %1, a żaden plik projektu tego nie ma.</translation>
    </message>
    <message>
        <source>Restore the file, or stamp the revision that the schema really is at. Nothing can run until then.</source>
        <translation>Przywróć plik albo ostempluj rewizję, na której schemat naprawdę jest. Do tego czasu nic nie można uruchomić.</translation>
    </message>
    <message numerus="yes">
        <source>Nothing can run: %n applied revisions are not what was applied.</source>
        <translation>
            <numerusform>Nic nie można uruchomić: %n zastosowana rewizja nie jest tym, co zastosowano.</numerusform>
            <numerusform>Nic nie można uruchomić: %n zastosowane rewizje nie są tym, co zastosowano.</numerusform>
            <numerusform>Nic nie można uruchomić: %n zastosowanych rewizji nie jest tym, co zastosowano.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The branch %1 has %n heads: %2.</source>
        <translation>
            <numerusform>Gałąź %1 ma %n head: %2.</numerusform>
            <numerusform>Gałąź %1 ma %n heady: %2.</numerusform>
            <numerusform>Gałąź %1 ma %n headów: %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>“head” is ambiguous until they are one again; each can be chosen by its id.</source>
        <translation>„head” jest niejednoznaczny, póki nie staną się jednym; każdy można wybrać po id.</translation>
    </message>
    <message>
        <source>Join heads…</source>
        <translation>Połącz heady…</translation>
    </message>
    <message>
        <source>starting …</source>
        <translation>uruchamianie …</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>krok %1 z %2</translation>
    </message>
    <message>
        <source>step %1 of %2 · statement %3 of %4</source>
        <translation>krok %1 z %2 · instrukcja %3 z %4</translation>
    </message>
    <message numerus="yes">
        <source>Fold this run of %n revisions</source>
        <translation>
            <numerusform>Zwiń ten ciąg %n rewizji</numerusform>
            <numerusform>Zwiń ten ciąg %n rewizji</numerusform>
            <numerusform>Zwiń ten ciąg %n rewizji</numerusform>
        </translation>
    </message>
    <message>
        <source>Show relations</source>
        <translation>Pokaż relacje</translation>
    </message>
    <message numerus="yes">
        <source>Unfold these %n revisions</source>
        <translation>
            <numerusform>Rozwiń tę %n rewizję</numerusform>
            <numerusform>Rozwiń te %n rewizje</numerusform>
            <numerusform>Rozwiń te %n rewizji</numerusform>
        </translation>
    </message>
    <message>
        <source>Unfold all</source>
        <translation>Rozwiń wszystkie</translation>
    </message>
    <message>
        <source>Reading what the revisions touch …</source>
        <translation>Czytanie, czego dotykają rewizje…</translation>
    </message>
    <message>
        <source>No id, message, file or table of %1 holds “%2”.</source>
        <translation>Żadne id, opis, plik ani tabela bazy %1 nie zawiera „%2”.</translation>
    </message>
    <message>
        <source>Compare with what ran…</source>
        <translation>Porównaj z tym, co wykonano…</translation>
    </message>
    <message>
        <source>Undo from the stored text…</source>
        <translation>Cofnij na podstawie zachowanego tekstu…</translation>
    </message>
    <message>
        <source>Write the file again</source>
        <translation>Zapisz plik ponownie</translation>
    </message>
    <message>
        <source>The database kept its text: undo it from that, or write the file again by the row&apos;s menu. Nothing else can run until then.</source>
        <translation>Baza zachowała tekst pliku: na jego podstawie można rewizję cofnąć albo, z menu wiersza, zapisać plik ponownie. Do tego czasu nic innego nie da się wykonać.</translation>
    </message>
    <message>
        <source>The database kept the text of %1 as it was applied.</source>
        <translation>Baza zachowała treść %1 z chwili zastosowania.</translation>
    </message>
    <message>
        <source>Stop verifying</source>
        <translation>Zatrzymaj sprawdzanie</translation>
    </message>
    <message>
        <source>Verify the branch</source>
        <translation>Sprawdź gałąź</translation>
    </message>
    <message>
        <source>Each revision up, down and up again, on a scratch database</source>
        <translation>Każda rewizja w górę, w dół i znów w górę, w bazie roboczej</translation>
    </message>
    <message>
        <source>Verify this revision</source>
        <translation>Sprawdź tę rewizję</translation>
    </message>
    <message>
        <source>Up, down and up again, on a scratch database</source>
        <translation>W górę, w dół i znów w górę, w bazie roboczej</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 i jeszcze %n</numerusform>
            <numerusform>%1 i jeszcze %n</numerusform>
            <numerusform>%1 i jeszcze %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Check for drift</source>
        <translation>Sprawdź rozbieżności</translation>
    </message>
    <message>
        <source>The schema beside what its recorded revisions give</source>
        <translation>Schemat obok tego, co dają zapisane rewizje</translation>
    </message>
    <message>
        <source>it lacks %1</source>
        <translation>brakuje: %1</translation>
    </message>
    <message>
        <source>%1 is too much</source>
        <translation>ponad miarę: %1</translation>
    </message>
    <message>
        <source>%1 is not the same</source>
        <translation>inne: %1</translation>
    </message>
    <message>
        <source>no revision</source>
        <translation>żadna rewizja</translation>
    </message>
    <message>
        <source>The schema is not what %1 gives: %2.</source>
        <translation>Schemat nie jest tym, co daje %1: %2.</translation>
    </message>
    <message>
        <source>All of it, with the SQL that takes it out: retort -x db=%1 drift</source>
        <translation>Wszystko, wraz z SQL, który to usuwa: retort -x db=%1 drift</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Sprawdź ponownie</translation>
    </message>
</context>
<context>
    <name>retort::ui::HeadsDialog</name>
    <message>
        <source>Merge: a new revision that revises them all</source>
        <translation>Scalenie: nowa rewizja, która kontynuuje je wszystkie</translation>
    </message>
    <message>
        <source>Merge the heads</source>
        <translation>Scal heady</translation>
    </message>
    <message>
        <source>Message of the merge</source>
        <translation>Opis scalenia</translation>
    </message>
    <message>
        <source>What the merge joins</source>
        <translation>Co łączy scalenie</translation>
    </message>
    <message>
        <source>Re-parent: one line continues the other</source>
        <translation>Zmiana rodzica: jedna linia kontynuuje drugą</translation>
    </message>
    <message>
        <source>Re-parent a line</source>
        <translation>Przenieś linię pod innego rodzica</translation>
    </message>
    <message>
        <source>Which line moves</source>
        <translation>Która linia się przenosi</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Join the heads</source>
        <translation>Połącz heady</translation>
    </message>
    <message>
        <source>Writes the file (Ctrl+Return)</source>
        <translation>Zapisuje plik (Ctrl+Return)</translation>
    </message>
    <message>
        <source>Not here: what a database has applied keeps its parent.</source>
        <translation>Tutaj się nie da: co baza danych zastosowała, zachowuje rodzica.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nic</translation>
    </message>
    <message>
        <source>Its file&apos;s line “Revises: %1” becomes “Revises: %2”; nothing else changes.</source>
        <translation>W pliku wiersz „Revises: %1” zmieni się w „Revises: %2”; nic poza tym.</translation>
    </message>
    <message>
        <source>Create merge</source>
        <translation>Utwórz scalenie</translation>
    </message>
    <message>
        <source>Re-parent</source>
        <translation>Zmień rodzica</translation>
    </message>
    <message>
        <source>Join heads</source>
        <translation>Połącz heady</translation>
    </message>
    <message numerus="yes">
        <source>Branch %1 has %n heads</source>
        <translation>
            <numerusform>Gałąź %1 ma %n head</numerusform>
            <numerusform>Gałąź %1 ma %n heady</numerusform>
            <numerusform>Gałąź %1 ma %n headów</numerusform>
        </translation>
    </message>
    <message>
        <source>The branch has one head now: there is nothing to join.</source>
        <translation>Gałąź ma teraz jeden head: nie ma czego łączyć.</translation>
    </message>
    <message>
        <source>merge %1</source>
        <translation>scal %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n above it</source>
        <translation>
            <numerusform>%1 i %n nad nią</numerusform>
            <numerusform>%1 i %n nad nią</numerusform>
            <numerusform>%1 i %n nad nią</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 → onto %2</source>
        <translation>%1 → na %2</translation>
    </message>
    <message>
        <source>Restore the file first, or stamp where the schema is.</source>
        <translation>Najpierw przywróć plik albo ostempluj bazę tam, gdzie jest schemat.</translation>
    </message>
    <message>
        <source>The version table of %1 names %2, which no file of this project has.</source>
        <translation>Tabela wersji bazy %1 wymienia %2, a żaden plik projektu tego nie ma.</translation>
    </message>
</context>
<context>
    <name>retort::ui::HistoryPage</name>
    <message>
        <source>What runs did to it</source>
        <translation>Co zrobiły z nią przebiegi</translation>
    </message>
    <message>
        <source>Show revision</source>
        <translation>Pokaż rewizję</translation>
    </message>
    <message>
        <source>Selects the revision in the graph</source>
        <translation>Zaznacza rewizję na grafie</translation>
    </message>
    <message>
        <source>Reading the definitions …</source>
        <translation>Odczytywanie definicji …</translation>
    </message>
    <message>
        <source>No definitions kept</source>
        <translation>Nie zachowano definicji</translation>
    </message>
    <message>
        <source>The run changed too many relations, or there were too many to look at: only its name is known.</source>
        <translation>Przebieg zmienił zbyt wiele relacji albo było ich zbyt wiele, by je obejrzeć: znana jest tylko nazwa.</translation>
    </message>
</context>
<context>
    <name>retort::ui::InspectorPanel</name>
    <message>
        <source>Filter relations</source>
        <translation>Filtruj relacje</translation>
    </message>
    <message>
        <source>Read the relations again</source>
        <translation>Odczytaj relacje ponownie</translation>
    </message>
    <message>
        <source>Relations</source>
        <translation>Relacje</translation>
    </message>
    <message>
        <source>Reading %1 …</source>
        <translation>Czytanie %1 …</translation>
    </message>
    <message>
        <source>Reading the relations of %1 …</source>
        <translation>Czytanie relacji bazy %1 …</translation>
    </message>
    <message>
        <source>No relations</source>
        <translation>Brak relacji</translation>
    </message>
    <message>
        <source>%1 holds no tables or views yet.</source>
        <translation>%1 nie ma jeszcze tabel ani widoków.</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Odczytaj ponownie</translation>
    </message>
    <message>
        <source>No relation chosen</source>
        <translation>Nie wybrano relacji</translation>
    </message>
    <message>
        <source>Choose one above: all that \d+ says stands here.</source>
        <translation>Wybierz relację powyżej: zobaczysz tu wszystko, co mówi \d+.</translation>
    </message>
    <message>
        <source>No database</source>
        <translation>Brak bazy danych</translation>
    </message>
    <message>
        <source>Choose a database, and its relations stand here.</source>
        <translation>Wybierz bazę danych, a zobaczysz tu jej relacje.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be reached</source>
        <translation>Baza %1 jest nieosiągalna</translation>
    </message>
    <message>
        <source>Connecting to %1 …</source>
        <translation>Łączenie z %1 …</translation>
    </message>
    <message>
        <source>Not connected yet.</source>
        <translation>Jeszcze nie połączono.</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>The relations could not be read</source>
        <translation>Nie udało się odczytać relacji</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Spróbuj ponownie</translation>
    </message>
    <message>
        <source>%1 could not be read</source>
        <translation>Nie udało się odczytać %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 is starting: next try in %n s</source>
        <translation>
            <numerusform>%1 uruchamia się: następna próba za %n s</numerusform>
            <numerusform>%1 uruchamia się: następna próba za %n s</numerusform>
            <numerusform>%1 uruchamia się: następna próba za %n s</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to show of %1</source>
        <translation>Nie ma czego pokazać z %1</translation>
    </message>
    <message>
        <source>It touches no relation.</source>
        <translation>Nie dotyka żadnej relacji.</translation>
    </message>
    <message>
        <source>It touches %1, which %2 does not have now.</source>
        <translation>Dotyka %1, czego %2 teraz nie ma.</translation>
    </message>
    <message>
        <source>touched by %1</source>
        <translation>dotknięte przez %1</translation>
    </message>
    <message>
        <source>Revisions that touched it</source>
        <translation>Rewizje, które jej dotknęły</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Kopiuj nazwę</translation>
    </message>
</context>
<context>
    <name>retort::ui::LogModel</name>
    <message>
        <source>version rows only</source>
        <translation>tylko wiersze wersji</translation>
    </message>
    <message>
        <source>at</source>
        <translation>w miejscu</translation>
    </message>
    <message>
        <source>remedy</source>
        <translation>środek zaradczy</translation>
    </message>
    <message>
        <source>%1 earlier rows of this revision are not kept here</source>
        <translation>Wcześniejszych wierszy tej rewizji (%1) tu nie zachowano</translation>
    </message>
    <message>
        <source>%1 earlier revisions of this run are not kept here</source>
        <translation>Wcześniejszych rewizji tego przebiegu (%1) tu nie zachowano</translation>
    </message>
    <message>
        <source>Reading the journal …</source>
        <translation>Czytanie dziennika …</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 wiersz</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>wiersze: %1</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>przebieg %1</translation>
    </message>
    <message>
        <source>base</source>
        <translation>base</translation>
    </message>
    <message>
        <source>database %1</source>
        <translation>baza danych %1</translation>
    </message>
    <message>
        <source>revision %1</source>
        <translation>rewizja %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Czas</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Co</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Wiersze</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Trwało</translation>
    </message>
    <message>
        <source>from the database&apos;s history: %1</source>
        <translation>z historii bazy: %1</translation>
    </message>
</context>
<context>
    <name>retort::ui::LogPanel</name>
    <message>
        <source>Filter the log</source>
        <translation>Filtruj log</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtr</translation>
    </message>
    <message>
        <source>Level of the log</source>
        <translation>Poziom logu</translation>
    </message>
    <message>
        <source>All levels</source>
        <translation>Wszystkie poziomy</translation>
    </message>
    <message>
        <source>Without statements</source>
        <translation>Bez instrukcji</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Ostrzeżenia i błędy</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Błędy</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Kopiuj jako Markdown</translation>
    </message>
    <message>
        <source>The selected rows, or all that are shown (Ctrl+Shift+C)</source>
        <translation>Zaznaczone wiersze albo wszystkie widoczne (Ctrl+Shift+C)</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Więcej</translation>
    </message>
    <message>
        <source>More actions of the log</source>
        <translation>Więcej działań logu</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Kopiuj jako tekst</translation>
    </message>
    <message>
        <source>Read the journal again</source>
        <translation>Odczytaj dziennik ponownie</translation>
    </message>
    <message>
        <source>Clear the log</source>
        <translation>Wyczyść log</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Durations</source>
        <translation>Czasy</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Nic nie pasuje</translation>
    </message>
    <message>
        <source>Another text or level shows more.</source>
        <translation>Inny tekst lub poziom pokaże więcej.</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>Jeszcze nie było przebiegów</translation>
    </message>
    <message>
        <source>What you run appears here while it goes, and stays in the journal.</source>
        <translation>Co uruchomisz, pojawia się tu na bieżąco i zostaje w dzienniku.</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>Otwórz plik</translation>
    </message>
    <message>
        <source>Show in the graph</source>
        <translation>Pokaż w grafie</translation>
    </message>
    <message>
        <source>Cancel the run</source>
        <translation>Anuluj przebieg</translation>
    </message>
    <message>
        <source>Restore the backup…</source>
        <translation>Przywróć kopię…</translation>
    </message>
    <message>
        <source>Brings the database back as it was before this run, after showing what that loses</source>
        <translation>Przywraca bazę do stanu sprzed tego przebiegu, pokazawszy najpierw, co przy tym przepadnie</translation>
    </message>
    <message>
        <source>Log, durations or sizes</source>
        <translation>Dziennik, czasy lub rozmiary</translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation>Rozmiary</translation>
    </message>
</context>
<context>
    <name>retort::ui::LogView</name>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Stops the statement on %1 and rolls it back</source>
        <translation>Zatrzymuje instrukcję na %1 i wycofuje ją</translation>
    </message>
    <message>
        <source>Cancel the run on %1</source>
        <translation>Anuluj przebieg na %1</translation>
    </message>
</context>
<context>
    <name>retort::ui::MainWindow</name>
    <message>
        <source>Retort</source>
        <translation>Retort</translation>
    </message>
    <message>
        <source>Revision graphs</source>
        <translation>Grafy rewizji</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Połączenia</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>%1 — Retort</source>
        <translation>%1 — Retort</translation>
    </message>
    <message>
        <source>No project here</source>
        <translation>Nie ma tu projektu</translation>
    </message>
    <message>
        <source>Open a folder that has a retort.toml, or make one with “retort init”.</source>
        <translation>Otwórz folder z plikiem retort.toml albo utwórz go poleceniem „retort init”.</translation>
    </message>
    <message>
        <source>Open a project…</source>
        <translation>Otwórz projekt…</translation>
    </message>
    <message>
        <source>The project can&apos;t be opened</source>
        <translation>Nie można otworzyć projektu</translation>
    </message>
    <message>
        <source>Open another project…</source>
        <translation>Otwórz inny projekt…</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>Otwórz projekt…</translation>
    </message>
    <message>
        <source>Opens another retort.toml</source>
        <translation>Otwiera inny retort.toml</translation>
    </message>
    <message>
        <source>New revision…</source>
        <translation>Nowa rewizja…</translation>
    </message>
    <message>
        <source>Writes a new revision file on the active database&apos;s branch</source>
        <translation>Zapisuje nowy plik rewizji na gałęzi aktywnej bazy danych</translation>
    </message>
    <message>
        <source>Upgrade all to their heads…</source>
        <translation>Zaktualizuj wszystkie do headów…</translation>
    </message>
    <message>
        <source>Shows every database&apos;s plan, then runs them in parallel</source>
        <translation>Pokazuje plan każdej bazy danych, potem wykonuje je równolegle</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Odśwież</translation>
    </message>
    <message>
        <source>Reads the version rows of every database again</source>
        <translation>Ponownie odczytuje wiersze wersji każdej bazy danych</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Zakończ</translation>
    </message>
    <message>
        <source>Closes the console</source>
        <translation>Zamyka konsolę</translation>
    </message>
    <message>
        <source>Upgrade to head…</source>
        <translation>Aktualizuj do heada…</translation>
    </message>
    <message>
        <source>Shows the active database&apos;s plan to its head</source>
        <translation>Pokazuje plan aktywnej bazy danych do jej heada</translation>
    </message>
    <message>
        <source>Undo last…</source>
        <translation>Cofnij ostatnią…</translation>
    </message>
    <message>
        <source>Shows the plan that takes the active database&apos;s newest revision back</source>
        <translation>Pokazuje plan cofnięcia najnowszej rewizji aktywnej bazy danych</translation>
    </message>
    <message>
        <source>Stamp…</source>
        <translation>Ostempluj…</translation>
    </message>
    <message>
        <source>Sets the active database&apos;s version rows without running anything</source>
        <translation>Ustawia wiersze wersji aktywnej bazy danych, niczego nie wykonując</translation>
    </message>
    <message>
        <source>Plan to the selected revision…</source>
        <translation>Plan do zaznaczonej rewizji…</translation>
    </message>
    <message>
        <source>What Return does in the graph: upgrade or downgrade to the selected revision</source>
        <translation>To, co w grafie robi Return: aktualizacja lub cofnięcie do zaznaczonej rewizji</translation>
    </message>
    <message>
        <source>Cancel what runs</source>
        <translation>Anuluj to, co trwa</translation>
    </message>
    <message>
        <source>Stops the running statements on the server; each database ends at a revision boundary</source>
        <translation>Zatrzymuje wykonywane instrukcje na serwerze; każda baza danych kończy na granicy rewizji</translation>
    </message>
    <message>
        <source>Jump to current</source>
        <translation>Skocz do bieżącej</translation>
    </message>
    <message>
        <source>Selects the revision that the active database is at</source>
        <translation>Zaznacza rewizję, na której jest aktywna baza danych</translation>
    </message>
    <message>
        <source>Jump to head</source>
        <translation>Skocz do heada</translation>
    </message>
    <message>
        <source>Selects the head of the active database&apos;s branch</source>
        <translation>Zaznacza head gałęzi aktywnej bazy danych</translation>
    </message>
    <message>
        <source>Copy the selected revision&apos;s id</source>
        <translation>Kopiuj id zaznaczonej rewizji</translation>
    </message>
    <message>
        <source>Copies the id of the selected revision</source>
        <translation>Kopiuje id zaznaczonej rewizji</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtr</translation>
    </message>
    <message>
        <source>Filters the panel that has the focus</source>
        <translation>Filtruje panel, w którym jest fokus</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Paleta poleceń</translation>
    </message>
    <message>
        <source>Everything that the window can do, in Alembic&apos;s words</source>
        <translation>Wszystko, co potrafi okno, słowami Alembica</translation>
    </message>
    <message>
        <source>Larger graph text</source>
        <translation>Większy tekst grafów</translation>
    </message>
    <message>
        <source>Makes the text of the graphs larger</source>
        <translation>Powiększa tekst grafów</translation>
    </message>
    <message>
        <source>Smaller graph text</source>
        <translation>Mniejszy tekst grafów</translation>
    </message>
    <message>
        <source>Makes the text of the graphs smaller</source>
        <translation>Pomniejsza tekst grafów</translation>
    </message>
    <message>
        <source>Normal graph text</source>
        <translation>Zwykły tekst grafów</translation>
    </message>
    <message>
        <source>Gives the graphs the desktop&apos;s text size</source>
        <translation>Przywraca grafom rozmiar tekstu z pulpitu</translation>
    </message>
    <message>
        <source>Colours of the desktop</source>
        <translation>Kolory pulpitu</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>Jasne kolory</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>Ciemne kolory</translation>
    </message>
    <message>
        <source>Changes the window&apos;s colours</source>
        <translation>Zmienia kolory okna</translation>
    </message>
    <message>
        <source>Go to the connections</source>
        <translation>Przejdź do połączeń</translation>
    </message>
    <message>
        <source>Shows the connection list and moves the keyboard there</source>
        <translation>Pokazuje listę połączeń i przenosi tam klawiaturę</translation>
    </message>
    <message>
        <source>Go to the first graph</source>
        <translation>Przejdź do pierwszego grafu</translation>
    </message>
    <message>
        <source>Moves the keyboard to the first database&apos;s graph</source>
        <translation>Przenosi klawiaturę do grafu pierwszej bazy danych</translation>
    </message>
    <message>
        <source>Go to the second graph</source>
        <translation>Przejdź do drugiego grafu</translation>
    </message>
    <message>
        <source>Moves the keyboard to the second database&apos;s graph</source>
        <translation>Przenosi klawiaturę do grafu drugiej bazy danych</translation>
    </message>
    <message>
        <source>Go to the inspector</source>
        <translation>Przejdź do inspektora</translation>
    </message>
    <message>
        <source>Shows the inspector and moves the keyboard there</source>
        <translation>Pokazuje inspektora i przenosi tam klawiaturę</translation>
    </message>
    <message>
        <source>Go to the log</source>
        <translation>Przejdź do logu</translation>
    </message>
    <message>
        <source>Shows the log and moves the keyboard there</source>
        <translation>Pokazuje log i przenosi tam klawiaturę</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Baza danych</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Widok</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Przejdź</translation>
    </message>
    <message>
        <source>Upgrade both</source>
        <translation>Aktualizuj obie</translation>
    </message>
    <message>
        <source>Upgrade</source>
        <translation>Aktualizuj</translation>
    </message>
    <message>
        <source>Upgrade all</source>
        <translation>Aktualizuj wszystkie</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Otwórz projekt</translation>
    </message>
    <message>
        <source>Retort projects (retort.toml);;All files (*)</source>
        <translation>Projekty Retorta (retort.toml);;Wszystkie pliki (*)</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Skopiowano: %1</translation>
    </message>
    <message>
        <source>A run is in progress</source>
        <translation>Trwa przebieg</translation>
    </message>
    <message>
        <source>A migration is still running. Cancel it and quit?</source>
        <translation>Migracja jeszcze trwa. Anulować ją i zakończyć?</translation>
    </message>
    <message>
        <source>The statement is stopped on the server; what is committed stays, and each database ends at a revision boundary.</source>
        <translation>Instrukcja zostanie zatrzymana na serwerze; co zatwierdzone, zostaje, a każda baza danych kończy na granicy rewizji.</translation>
    </message>
    <message>
        <source>Cancel the run and quit</source>
        <translation>Anuluj przebieg i zakończ</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Nie przerywaj</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>Anulowanie …</translation>
    </message>
    <message>
        <source>Jump to common ancestor</source>
        <translation>Skocz do wspólnego przodka</translation>
    </message>
    <message>
        <source>Selects the revision where the heads part, or the version rows, or the selected revision and the current one</source>
        <translation>Zaznacza rewizję, w której rozchodzą się heady albo wiersze wersji, albo zaznaczona rewizja i bieżąca</translation>
    </message>
    <message>
        <source>Show relations</source>
        <translation>Pokaż relacje</translation>
    </message>
    <message>
        <source>Shows in the inspector what the selected revision creates, alters, drops, indexes or writes to</source>
        <translation>Pokazuje w inspektorze, co zaznaczona rewizja tworzy, zmienia, usuwa lub indeksuje albo dokąd zapisuje</translation>
    </message>
    <message>
        <source>Revisions that touched the relation</source>
        <translation>Rewizje, które dotknęły relacji</translation>
    </message>
    <message>
        <source>Filters the graph by the relation that the inspector shows</source>
        <translation>Filtruje graf po relacji pokazanej w inspektorze</translation>
    </message>
    <message>
        <source>Collapse straight runs</source>
        <translation>Zwijaj proste ciągi</translation>
    </message>
    <message>
        <source>Folds revisions between which nothing forks, merges or is current into one row each</source>
        <translation>Zwija do jednego wiersza ciągi rewizji, w których nic się nie rozgałęzia, nie scala i nie jest bieżące</translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation>Przywróć z kopii…</translation>
    </message>
    <message>
        <source>Brings the active database back as a backup has it, after showing what that loses</source>
        <translation>Przywraca aktywną bazę do stanu z kopii, pokazawszy najpierw, co przy tym przepadnie</translation>
    </message>
</context>
<context>
    <name>retort::ui::NameConfirmation</name>
    <message>
        <source>Name of the production database, to confirm</source>
        <translation>Nazwa produkcyjnej bazy danych, dla potwierdzenia</translation>
    </message>
    <message>
        <source>This is production. Type &lt;b&gt;%1&lt;/b&gt; to enable the button:</source>
        <translation>To jest produkcja. Wpisz &lt;b&gt;%1&lt;/b&gt;, aby odblokować przycisk:</translation>
    </message>
</context>
<context>
    <name>retort::ui::NewRevisionDialog</name>
    <message>
        <source>in one transaction</source>
        <translation>w jednej transakcji</translation>
    </message>
    <message>
        <source>%1 runs in one transaction</source>
        <translation>%1 działa w jednej transakcji</translation>
    </message>
    <message>
        <source>Off for CREATE INDEX CONCURRENTLY and its like: statement by statement then</source>
        <translation>Wyłącz dla CREATE INDEX CONCURRENTLY i podobnych: wtedy instrukcja po instrukcji</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Create revision</source>
        <translation>Utwórz rewizję</translation>
    </message>
    <message>
        <source>Writes the file (Ctrl+Return)</source>
        <translation>Zapisuje plik (Ctrl+Return)</translation>
    </message>
    <message>
        <source>Upgrade</source>
        <translation>Aktualizuj</translation>
    </message>
    <message>
        <source>Downgrade</source>
        <translation>Cofnięcie</translation>
    </message>
    <message>
        <source>New revision</source>
        <translation>Nowa rewizja</translation>
    </message>
    <message>
        <source>A revision needs a message and one parent before its SQL is written.</source>
        <translation>Rewizja potrzebuje opisu i jednego rodzica, zanim powstanie jej SQL.</translation>
    </message>
    <message>
        <source>Apply, then generate</source>
        <translation>Zastosuj, potem generuj</translation>
    </message>
    <message>
        <source>%1 looks renamed to %2 (%3)</source>
        <translation>%1 wygląda na przemianowane na %2 (%3)</translation>
    </message>
    <message>
        <source>Write the SQL once more to drop what is gone, with its data, and add what is new.</source>
        <translation>Napisz SQL jeszcze raz, aby usunąć to, co znikło, wraz z danymi, i dodać nowe.</translation>
    </message>
    <message>
        <source>It was renamed</source>
        <translation>Przemianowano</translation>
    </message>
</context>
<context>
    <name>retort::ui::NewRevisionForm</name>
    <message>
        <source>Database, whose branch is continued</source>
        <translation>Baza danych, której gałąź jest kontynuowana</translation>
    </message>
    <message>
        <source>Parent revision</source>
        <translation>Rewizja nadrzędna</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Opis</translation>
    </message>
    <message>
        <source>Depends on, revisions separated by commas</source>
        <translation>Zależy od: rewizje rozdzielone przecinkami</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>add device groups</source>
        <translation>add device groups</translation>
    </message>
    <message>
        <source>nothing: ids, separated by commas</source>
        <translation>nic: id rozdzielone przecinkami</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>&amp;Opis</translation>
    </message>
    <message>
        <source>&amp;Database</source>
        <translation>&amp;Baza danych</translation>
    </message>
    <message>
        <source>&amp;Parent</source>
        <translation>&amp;Rodzic</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Folder</translation>
    </message>
    <message>
        <source>Depends &amp;on</source>
        <translation>&amp;Zależy od</translation>
    </message>
    <message>
        <source>the parent&apos;s folder</source>
        <translation>folder rodzica</translation>
    </message>
    <message>
        <source>none: the first revision of its branch</source>
        <translation>brak: pierwsza rewizja swojej gałęzi</translation>
    </message>
    <message>
        <source>head: %1 %2</source>
        <translation>head: %1 %2</translation>
    </message>
    <message numerus="yes">
        <source>one of %n heads</source>
        <translation>
            <numerusform>jeden z %n heada</numerusform>
            <numerusform>jeden z %n headów</numerusform>
            <numerusform>jeden z %n headów</numerusform>
        </translation>
    </message>
    <message>
        <source>Several heads: %1. Choose one, or merge them first.</source>
        <translation>Kilka headów: %1. Wybierz jeden albo najpierw je scal.</translation>
    </message>
    <message>
        <source>That is not one revision.</source>
        <translation>To nie jest jedna rewizja.</translation>
    </message>
    <message>
        <source>Not a head: this makes a second head, to be merged later.</source>
        <translation>To nie head: powstanie drugi head, do późniejszego scalenia.</translation>
    </message>
    <message>
        <source>Imperative, present, short: &quot;add device groups&quot;, &quot;remove snmp_config&quot;.</source>
        <translation>Krótko, w trybie rozkazującym: „add device groups”, „remove snmp_config”.</translation>
    </message>
    <message>
        <source>No revision is called %1.</source>
        <translation>Żadna rewizja nie nazywa się %1.</translation>
    </message>
</context>
<context>
    <name>retort::ui::NoticeBar</name>
    <message>
        <source>Way out</source>
        <translation>Wyjście</translation>
    </message>
</context>
<context>
    <name>retort::ui::PlanDialog</name>
    <message>
        <source>Options</source>
        <translation>Opcje</translation>
    </message>
    <message>
        <source>&amp;Open the file</source>
        <translation>&amp;Otwórz plik</translation>
    </message>
    <message>
        <source>Copy S&amp;QL</source>
        <translation>Kopiuj S&amp;QL</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Uruchom</translation>
    </message>
    <message>
        <source>&amp;Copy report</source>
        <translation>&amp;Kopiuj raport</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>Anulowanie …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Stops the statement on the server and rolls it back (Esc)</source>
        <translation>Zatrzymuje instrukcję na serwerze i wycofuje ją (Esc)</translation>
    </message>
    <message>
        <source>Another run is under way on this database</source>
        <translation>Na tej bazie danych trwa inny przebieg</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more: Copy SQL has all of them.</source>
        <translation>
            <numerusform>… i jeszcze %n: wszystkie są w „Kopiuj SQL”.</numerusform>
            <numerusform>… i jeszcze %n: wszystkie są w „Kopiuj SQL”.</numerusform>
            <numerusform>… i jeszcze %n: wszystkie są w „Kopiuj SQL”.</numerusform>
        </translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>przebieg %1</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>po %1</translation>
    </message>
    <message>
        <source>version rows now: %1</source>
        <translation>wiersze wersji teraz: %1</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Plan for &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>Plan dla &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Working out the plan …</source>
        <translation>Układanie planu …</translation>
    </message>
    <message>
        <source>(%1 runs outside a transaction)</source>
        <translation>(%1 działa poza transakcją)</translation>
    </message>
    <message>
        <source>version rows: %1</source>
        <translation>wiersze wersji: %1</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>Nic do zrobienia</translation>
    </message>
    <message>
        <source>%1 is at %2 already.</source>
        <translation>Baza %1 jest już na %2.</translation>
    </message>
    <message>
        <source>No plan for &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>Brak planu dla &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>version rows at the start: %1</source>
        <translation>wiersze wersji na początku: %1</translation>
    </message>
    <message>
        <source>Lock timeout, retries, statement timeout, dry run</source>
        <translation>Limit czekania na blokadę, ponowienia, limit czasu instrukcji, próba na sucho</translation>
    </message>
    <message>
        <source>A backup is made first, since %1.</source>
        <translation>Najpierw powstanie kopia, ponieważ %1.</translation>
    </message>
</context>
<context>
    <name>retort::ui::PlanView</name>
    <message>
        <source>Steps of the plan</source>
        <translation>Kroki planu</translation>
    </message>
    <message>
        <source>Open the revision file</source>
        <translation>Otwórz plik rewizji</translation>
    </message>
    <message>
        <source>SQL of the chosen step</source>
        <translation>SQL wybranego kroku</translation>
    </message>
</context>
<context>
    <name>retort::ui::ProjectDesk</name>
    <message>
        <source>done</source>
        <translation>gotowe</translation>
    </message>
    <message>
        <source>nothing to do</source>
        <translation>nic do zrobienia</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>nieudane</translation>
    </message>
    <message>
        <source>partly applied</source>
        <translation>zastosowane częściowo</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>anulowane</translation>
    </message>
    <message>
        <source>rolled back</source>
        <translation>wycofano</translation>
    </message>
    <message>
        <source>Opening the project …</source>
        <translation>Otwieranie projektu …</translation>
    </message>
    <message>
        <source>%1 has another parent now.</source>
        <translation>Rewizja %1 ma teraz innego rodzica.</translation>
    </message>
    <message>
        <source>last run: %1 %2, %3</source>
        <translation>ostatni przebieg: %1 %2, %3</translation>
    </message>
    <message>
        <source>Opened %1, line %2</source>
        <translation>Otwarto %1, wiersz %2</translation>
    </message>
    <message>
        <source>Opened %1</source>
        <translation>Otwarto %1</translation>
    </message>
    <message>
        <source>No program is set up to open %1; its path is on the clipboard.</source>
        <translation>Żaden program nie jest ustawiony do otwierania %1; ścieżka jest w schowku.</translation>
    </message>
    <message>
        <source>Verifying %1 on a scratch database …</source>
        <translation>Sprawdzanie %1 w bazie roboczej …</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n revision(s) verified</source>
        <translation>
            <numerusform>%1: sprawdzono %n rewizję</numerusform>
            <numerusform>%1: sprawdzono %n rewizje</numerusform>
            <numerusform>%1: sprawdzono %n rewizji</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was not verified: %2</source>
        <translation>Nie sprawdzono %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 of %n revision(s) failed the round trip</source>
        <translation>
            <numerusform>%1: %2 z %n rewizji nie przeszła próby powrotu</numerusform>
            <numerusform>%1: %2 z %n rewizji nie przeszło próby powrotu</numerusform>
            <numerusform>%1: %2 z %n rewizji nie przeszło próby powrotu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: all %n revision(s) proven</source>
        <translation>
            <numerusform>%1: %n rewizja potwierdzona</numerusform>
            <numerusform>%1: wszystkie %n rewizje potwierdzone</numerusform>
            <numerusform>%1: wszystkie %n rewizji potwierdzone</numerusform>
        </translation>
    </message>
    <message>
        <source>Comparing %1 with what its revisions give …</source>
        <translation>Porównywanie %1 z tym, co dają jej rewizje …</translation>
    </message>
    <message>
        <source>%1 is what its revisions give.</source>
        <translation>%1 jest tym, co dają jej rewizje.</translation>
    </message>
    <message>
        <source>%1 was not compared: %2</source>
        <translation>Nie porównano %1: %2</translation>
    </message>
    <message>
        <source>%1 is not what its revisions give.</source>
        <translation>%1 nie jest tym, co dają jej rewizje.</translation>
    </message>
</context>
<context>
    <name>retort::ui::PsqlPage</name>
    <message>
        <source>As \d prints it</source>
        <translation>Tak, jak drukuje \d</translation>
    </message>
    <message>
        <source>As \d+ prints it</source>
        <translation>Tak, jak drukuje \d+</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Skopiuj tekst</translation>
    </message>
    <message>
        <source>As psql prints it</source>
        <translation>Tak, jak drukuje psql</translation>
    </message>
</context>
<context>
    <name>retort::ui::RecoveryCard</name>
    <message>
        <source>What happened</source>
        <translation>Co się stało</translation>
    </message>
    <message>
        <source>Failing statement</source>
        <translation>Instrukcja, która się nie powiodła</translation>
    </message>
    <message>
        <source>What the server said</source>
        <translation>Co powiedział serwer</translation>
    </message>
    <message>
        <source>Detail and hint</source>
        <translation>Szczegóły i wskazówka</translation>
    </message>
    <message>
        <source>State of the database</source>
        <translation>Stan bazy danych</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>&amp;Open the file</source>
        <translation>&amp;Otwórz plik</translation>
    </message>
    <message>
        <source>&amp;Undo the last step</source>
        <translation>&amp;Cofnij ostatni krok</translation>
    </message>
    <message>
        <source>&amp;Stamp…</source>
        <translation>&amp;Ostempluj…</translation>
    </message>
    <message>
        <source>&amp;Copy details</source>
        <translation>&amp;Kopiuj szczegóły</translation>
    </message>
    <message>
        <source>&amp;Run again from here</source>
        <translation>&amp;Uruchom ponownie odtąd</translation>
    </message>
    <message>
        <source>Plans what is left, and shows it first (Ctrl+Return)</source>
        <translation>Planuje resztę i najpierw ją pokazuje (Ctrl+Return)</translation>
    </message>
    <message>
        <source>&amp;Run again</source>
        <translation>&amp;Uruchom ponownie</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Szczegóły</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>Wskazówka</translation>
    </message>
    <message>
        <source>Remedy</source>
        <translation>Środek zaradczy</translation>
    </message>
    <message>
        <source>Restore the &amp;backup…</source>
        <translation>Przywróć kop&amp;ię…</translation>
    </message>
    <message>
        <source>Brings the database back as it was before this run, and shows first what that loses</source>
        <translation>Przywraca bazę do stanu sprzed tego przebiegu, a najpierw pokazuje, co przy tym przepadnie</translation>
    </message>
</context>
<context>
    <name>retort::ui::RelationPage</name>
    <message>
        <source>Pages of the relation</source>
        <translation>Strony relacji</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Kolumny</translation>
    </message>
    <message>
        <source>Indexes</source>
        <translation>Indeksy</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Klucze</translation>
    </message>
    <message>
        <source>Triggers</source>
        <translation>Wyzwalacze</translation>
    </message>
    <message>
        <source>Hypertable</source>
        <translation>Hipertabela</translation>
    </message>
    <message>
        <source>Chunks</source>
        <translation>Chunki</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Definicja</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Szczegóły</translation>
    </message>
    <message>
        <source>Aggregate</source>
        <translation>Agregat</translation>
    </message>
    <message>
        <source>Revisions that touched it</source>
        <translation>Rewizje, które jej dotknęły</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>Polityki</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>Partycje</translation>
    </message>
    <message>
        <source>Dependents</source>
        <translation>Zależne</translation>
    </message>
    <message>
        <source>DDL</source>
        <translation>DDL</translation>
    </message>
    <message>
        <source>Locked by %1: only its name is known. Read it again when that has ended.</source>
        <translation>Zablokowana przez: %1. Znana jest tylko nazwa; odczytaj ponownie, gdy blokada minie.</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Szereg</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Dane</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historia</translation>
    </message>
</context>
<context>
    <name>retort::ui::RelationTreeModel</name>
    <message>
        <source>schema %1, %2 relations</source>
        <translation>schemat %1, relacje: %2</translation>
    </message>
    <message>
        <source>kept by Retort</source>
        <translation>prowadzona przez Retorta</translation>
    </message>
</context>
<context>
    <name>retort::ui::RestoreDialog</name>
    <message>
        <source>no revision applied</source>
        <translation>żadna rewizja nie jest zastosowana</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 i jeszcze %n</numerusform>
            <numerusform>%1 i jeszcze %n</numerusform>
            <numerusform>%1 i jeszcze %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Backup file</source>
        <translation>Plik kopii</translation>
    </message>
    <message>
        <source>A file that a run or pg_dump -Fc wrote</source>
        <translation>Plik zapisany przez przebieg albo pg_dump -Fc</translation>
    </message>
    <message>
        <source>Ch&amp;oose…</source>
        <translation>&amp;Wybierz…</translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation>Wybierz kopię</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Kopia</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Z chwili</translation>
    </message>
    <message>
        <source>Is at</source>
        <translation>Jest na</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Wraca na</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Cofnięte</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Przepadną</translation>
    </message>
    <message>
        <source>&amp;Don&apos;t keep the database as it is now</source>
        <translation>&amp;Nie zachowuj bazy takiej, jaka jest teraz</translation>
    </message>
    <message>
        <source>Don&apos;t keep the database as it is now</source>
        <translation>Nie zachowuj bazy takiej, jaka jest teraz</translation>
    </message>
    <message>
        <source>Else it stays on the server under another name, closed to connections</source>
        <translation>W przeciwnym razie zostaje na serwerze pod inną nazwą, zamknięta dla połączeń</translation>
    </message>
    <message>
        <source>Progress of the restore</source>
        <translation>Postęp przywracania</translation>
    </message>
    <message>
        <source>The restore is going on</source>
        <translation>Przywracanie trwa</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Przywróć</translation>
    </message>
    <message>
        <source>Backups (*.dump);;All files (*)</source>
        <translation>Kopie (*.dump);;Wszystkie pliki (*)</translation>
    </message>
    <message>
        <source>Reading the backup …</source>
        <translation>Czytanie kopii …</translation>
    </message>
    <message>
        <source>%1, from %2 on PostgreSQL %3; %4</source>
        <translation>%1, z bazy %2 na PostgreSQL %3; %4</translation>
    </message>
    <message numerus="yes">
        <source>%n revision(s) applied since: %1</source>
        <translation>
            <numerusform>%n rewizja zastosowana później: %1</numerusform>
            <numerusform>%n rewizje zastosowane później: %1</numerusform>
            <numerusform>%n rewizji zastosowanych później: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>All data written since the backup, for good: the database as it is now is dropped.</source>
        <translation>Wszystkie dane zapisane od czasu kopii, na zawsze: obecna baza zostanie usunięta.</translation>
    </message>
    <message>
        <source>All data written since the backup. The database as it is now is kept beside, under another name.</source>
        <translation>Wszystkie dane zapisane od czasu kopii. Obecna baza zostanie obok, pod inną nazwą.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Restore &lt;b&gt;%1&lt;/b&gt; from a backup</source>
        <translation>Przywracanie &lt;b&gt;%1&lt;/b&gt; z kopii</translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation>Przywróć %1</translation>
    </message>
    <message>
        <source>Starting …</source>
        <translation>Rozpoczynanie …</translation>
    </message>
    <message>
        <source>%1 is as it was when the backup was made, at %2.</source>
        <translation>%1 jest taka jak w chwili tworzenia kopii, na %2.</translation>
    </message>
    <message>
        <source>The restore was cancelled.</source>
        <translation>Przywracanie anulowano.</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>Anulowanie …</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Przywrócone</translation>
    </message>
    <message numerus="yes">
        <source>%n revision(s) undone since: %1</source>
        <translation>
            <numerusform>%n rewizja cofnięta później: %1</numerusform>
            <numerusform>%n rewizje cofnięte później: %1</numerusform>
            <numerusform>%n rewizji cofniętych później: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>All data written since the backup, for good: %1, so one transaction drops what is there.</source>
        <translation>Wszystkie dane zapisane od czasu kopii, na zawsze: %1, więc jedna transakcja usuwa to, co jest.</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Polecenie</translation>
    </message>
</context>
<context>
    <name>retort::ui::RevisionChoiceDelegate</name>
    <message>
        <source>current</source>
        <translation>bieżąca</translation>
    </message>
    <message>
        <source>head</source>
        <translation>head</translation>
    </message>
</context>
<context>
    <name>retort::ui::RevisionChoices</name>
    <message>
        <source>nothing applied: no version row</source>
        <translation>nic nie zastosowano: brak wiersza wersji</translation>
    </message>
    <message>
        <source>current</source>
        <translation>bieżąca</translation>
    </message>
    <message>
        <source>head</source>
        <translation>head</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>wybrana</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>niewybrana</translation>
    </message>
</context>
<context>
    <name>retort::ui::RevisionModel</name>
    <message>
        <source>no file of this project has this revision</source>
        <translation>żaden plik projektu nie ma tej rewizji</translation>
    </message>
    <message>
        <source>The version table names %1, but no file of this project has it. Restore the file, or stamp a revision that the project knows.</source>
        <translation>Tabela wersji wymienia %1, ale żaden plik projektu tego nie ma. Przywróć plik albo ostempluj rewizję znaną projektowi.</translation>
    </message>
    <message>
        <source>revises nothing</source>
        <translation>niczego nie kontynuuje</translation>
    </message>
    <message>
        <source>revises %1</source>
        <translation>kontynuuje %1</translation>
    </message>
    <message>
        <source>merges %1</source>
        <translation>scala %1</translation>
    </message>
    <message>
        <source>depends on %1</source>
        <translation>zależy od %1</translation>
    </message>
    <message>
        <source>branch label %1</source>
        <translation>etykieta gałęzi %1</translation>
    </message>
    <message>
        <source>created %1</source>
        <translation>utworzona %1</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>Graf</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Rewizja</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Opis</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stan</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Data</translation>
    </message>
    <message numerus="yes">
        <source>… %n revisions · %1 to %2</source>
        <translation>
            <numerusform>… %n rewizja · %1 do %2</numerusform>
            <numerusform>… %n rewizje · %1 do %2</numerusform>
            <numerusform>… %n rewizji · %1 do %2</numerusform>
        </translation>
    </message>
    <message>
        <source>all applied</source>
        <translation>wszystkie zastosowane</translation>
    </message>
    <message>
        <source>all pending</source>
        <translation>wszystkie oczekują</translation>
    </message>
    <message numerus="yes">
        <source>%n irreversible</source>
        <translation>
            <numerusform>%n nieodwracalna</numerusform>
            <numerusform>%n nieodwracalne</numerusform>
            <numerusform>%n nieodwracalnych</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A straight run of %n revisions, folded. Return or the Right arrow unfolds it.</source>
        <translation>
            <numerusform>Prosty ciąg %n rewizji, zwinięty. Rozwija go Enter lub strzałka w prawo.</numerusform>
            <numerusform>Prosty ciąg %n rewizji, zwinięty. Rozwija go Enter lub strzałka w prawo.</numerusform>
            <numerusform>Prosty ciąg %n rewizji, zwinięty. Rozwija go Enter lub strzałka w prawo.</numerusform>
        </translation>
    </message>
    <message>
        <source>on a scratch database: %1</source>
        <translation>w bazie roboczej: %1</translation>
    </message>
    <message>
        <source>added %1</source>
        <translation>dodano %1</translation>
    </message>
    <message>
        <source>removed %1</source>
        <translation>usunięto %1</translation>
    </message>
    <message>
        <source>altered %1</source>
        <translation>zmieniono %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n więcej</numerusform>
            <numerusform>%n więcej</numerusform>
            <numerusform>%n więcej</numerusform>
        </translation>
    </message>
    <message>
        <source>its last run: %1</source>
        <translation>jej ostatni przebieg: %1</translation>
    </message>
</context>
<context>
    <name>retort::ui::RunOptionsFold</name>
    <message>
        <source>none</source>
        <translation>brak</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>Lock timeout</source>
        <translation>Limit czekania na blokadę</translation>
    </message>
    <message>
        <source>Statement timeout</source>
        <translation>Limit czasu instrukcji</translation>
    </message>
    <message>
        <source>&amp;Dry run: roll everything back at the end</source>
        <translation>&amp;Próba na sucho: na końcu wszystko wycofać</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>Próba na sucho</translation>
    </message>
    <message>
        <source>&amp;Lock timeout</source>
        <translation>Limit &amp;blokady</translation>
    </message>
    <message>
        <source>&amp;Statement timeout</source>
        <translation>Limit &amp;instrukcji</translation>
    </message>
    <message>
        <source>How long a statement waits for a table that somebody else holds. Another choice than the project&apos;s holds for revisions too that set their own.</source>
        <translation>Jak długo instrukcja czeka na tabelę, którą zajmuje ktoś inny. Wybór inny niż w projekcie obowiązuje także rewizje, które mają własny.</translation>
    </message>
    <message>
        <source>Retries after a lock timeout</source>
        <translation>Ponowienia po przekroczeniu czasu blokady</translation>
    </message>
    <message>
        <source>How often a revision that met a lock is rolled back and tried again</source>
        <translation>Ile razy rewizja, która natrafiła na blokadę, jest wycofywana i ponawiana</translation>
    </message>
    <message>
        <source>How long one statement may take. Another choice than the project&apos;s holds for revisions too that set their own.</source>
        <translation>Jak długo może trwać jedna instrukcja. Wybór inny niż w projekcie obowiązuje także rewizje, które mają własny.</translation>
    </message>
    <message>
        <source>&amp;Retries</source>
        <translation>Po&amp;nowienia</translation>
    </message>
</context>
<context>
    <name>retort::ui::RunProgressStrip</name>
    <message>
        <source>Progress of the run</source>
        <translation>Postęp przebiegu</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>Anulowanie …</translation>
    </message>
    <message>
        <source>Waiting for the migration lock</source>
        <translation>Czekanie na blokadę migracji</translation>
    </message>
    <message>
        <source>Starting …</source>
        <translation>Uruchamianie …</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Krok %1 z %2</translation>
    </message>
    <message>
        <source>statement %1 of %2</source>
        <translation>instrukcja %1 z %2</translation>
    </message>
    <message>
        <source>statement %1</source>
        <translation>instrukcja %1</translation>
    </message>
    <message>
        <source>1 notice</source>
        <translation>1 komunikat</translation>
    </message>
    <message numerus="yes">
        <source>%n notices</source>
        <translation>
            <numerusform>%n komunikat</numerusform>
            <numerusform>%n komunikaty</numerusform>
            <numerusform>%n komunikatów</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>retort::ui::SeriesPage</name>
    <message>
        <source>Column to draw</source>
        <translation>Kolumna do narysowania</translation>
    </message>
    <message>
        <source>Column of time</source>
        <translation>Kolumna czasu</translation>
    </message>
    <message>
        <source>Values along time</source>
        <translation>Wartości w czasie</translation>
    </message>
    <message>
        <source>The wheel, + and − zoom, dragging and the arrows move, Home shows all</source>
        <translation>Kółko, + i − przybliżają, przeciąganie i strzałki przesuwają, Home pokazuje wszystko</translation>
    </message>
    <message>
        <source>along</source>
        <translation>według</translation>
    </message>
    <message>
        <source>Gathering values …</source>
        <translation>Zbieranie wartości …</translation>
    </message>
    <message>
        <source>No values</source>
        <translation>Brak wartości</translation>
    </message>
    <message>
        <source>The column holds nothing but NULL yet.</source>
        <translation>Kolumna zawiera na razie same NULL.</translation>
    </message>
    <message>
        <source>%1 values in %2 buckets of %3: average, least and most</source>
        <translation>Wartości: %1, przedziały: %2 po %3; średnia, najmniejsza i największa</translation>
    </message>
    <message>
        <source>The values could not be gathered</source>
        <translation>Nie udało się zebrać wartości</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Spróbuj ponownie</translation>
    </message>
    <message>
        <source>average %1</source>
        <translation>średnio %1</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>od %1 do %2</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>wierszy: %1</translation>
    </message>
</context>
<context>
    <name>retort::ui::SizeChart</name>
    <message>
        <source>the largest, as each run left them · dashed: hypertables</source>
        <translation>największe, jak zostawił je każdy przebieg · kreskowane: hipertabele</translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation>Rozmiary</translation>
    </message>
    <message>
        <source>Database of the chart</source>
        <translation>Baza danych wykresu</translation>
    </message>
    <message>
        <source>Whose relations are drawn</source>
        <translation>Czyje relacje są narysowane</translation>
    </message>
    <message>
        <source>All databases</source>
        <translation>Wszystkie bazy</translation>
    </message>
    <message>
        <source>No sizes yet</source>
        <translation>Nie ma jeszcze rozmiarów</translation>
    </message>
    <message>
        <source>Each run leaves the sizes of the largest tables in the journal; they stand here.</source>
        <translation>Każdy przebieg zostawia w dzienniku rozmiary największych tabel; widać je tutaj.</translation>
    </message>
</context>
<context>
    <name>retort::ui::SizePlot</name>
    <message>
        <source>Sizes over the runs</source>
        <translation>Rozmiary po przebiegach</translation>
    </message>
    <message>
        <source>run %1, %2</source>
        <translation>przebieg %1, %2</translation>
    </message>
</context>
<context>
    <name>retort::ui::StampDialog</name>
    <message>
        <source>Filter revisions</source>
        <translation>Filtruj rewizje</translation>
    </message>
    <message>
        <source>Filter by id or message</source>
        <translation>Filtruj po id lub opisie</translation>
    </message>
    <message>
        <source>Revisions to stamp</source>
        <translation>Rewizje do ostemplowania</translation>
    </message>
    <message>
        <source>Sets the version rows and runs nothing: the schema stays as it is. For a database that is where the rows should say it is.</source>
        <translation>Ustawia wiersze wersji i niczego nie wykonuje: schemat zostaje, jaki jest. Dla bazy danych, która jest już tam, gdzie powinny wskazywać wiersze.</translation>
    </message>
    <message>
        <source>&amp;Purge: empty the version table first</source>
        <translation>&amp;Wyczyść najpierw tabelę wersji (purge)</translation>
    </message>
    <message>
        <source>Purge the version table first</source>
        <translation>Najpierw wyczyść tabelę wersji</translation>
    </message>
    <message>
        <source>Also takes away rows that no revision of the project has</source>
        <translation>Usuwa też wiersze, których nie ma żadna rewizja projektu</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Powód</translation>
    </message>
    <message>
        <source>Version rows</source>
        <translation>Wiersze wersji</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Stamp</source>
        <translation>Ostempluj</translation>
    </message>
    <message>
        <source>These are the rows already.</source>
        <translation>Takie wiersze już są.</translation>
    </message>
    <message>
        <source>Tick the revision that the database is at.</source>
        <translation>Zaznacz rewizję, na której jest baza danych.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>brak</translation>
    </message>
    <message>
        <source>Stamp &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>Ostempluj &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Stamp %1</source>
        <translation>Ostempluj %1</translation>
    </message>
    <message>
        <source>The stamp was cancelled.</source>
        <translation>Stemplowanie anulowano.</translation>
    </message>
    <message>
        <source>Reason, for the journal</source>
        <translation>Powód, do dziennika</translation>
    </message>
    <message>
        <source>Restore the file; or tick where the schema is, and purge.</source>
        <translation>Przywróć plik albo zaznacz, gdzie jest schemat, i wyczyść tabelę wersji.</translation>
    </message>
    <message>
        <source>The version table names %1, which no file of this project has.</source>
        <translation>Tabela wersji wymienia %1, a żaden plik projektu tego nie ma.</translation>
    </message>
    <message>
        <source>Say why: it is kept with the run.</source>
        <translation>Podaj powód: zostanie zapisany z przebiegiem.</translation>
    </message>
</context>
<context>
    <name>retort::ui::StatePage</name>
    <message>
        <source>Way on</source>
        <translation>Dalej</translation>
    </message>
</context>
<context>
    <name>retort::ui::StatusStrip</name>
    <message numerus="yes">
        <source>history %n run(s)</source>
        <translation>
            <numerusform>historia: %n przebieg</numerusform>
            <numerusform>historia: %n przebiegi</numerusform>
            <numerusform>historia: %n przebiegów</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::ui::StepModel</name>
    <message>
        <source>planned</source>
        <translation>w planie</translation>
    </message>
    <message>
        <source>running</source>
        <translation>w toku</translation>
    </message>
    <message>
        <source>done</source>
        <translation>gotowe</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>nieudane</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>anulowane</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>nierozpoczęte</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>krok %1 z %2</translation>
    </message>
</context>
<context>
    <name>retort::ui::TimescalePage</name>
    <message>
        <source>TimescaleDB</source>
        <translation>TimescaleDB</translation>
    </message>
    <message>
        <source>Hypertable</source>
        <translation>Hipertabela</translation>
    </message>
    <message>
        <source>Chunks along time</source>
        <translation>Chunki na osi czasu</translation>
    </message>
    <message>
        <source>Dimensions</source>
        <translation>Wymiary</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>Polityki</translation>
    </message>
</context>
<context>
    <name>retort::ui::TopBar</name>
    <message>
        <source>New revision…</source>
        <translation>Nowa rewizja…</translation>
    </message>
    <message>
        <source>Upgrade both</source>
        <translation>Aktualizuj obie</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>New revision</source>
        <translation>Nowa rewizja</translation>
    </message>
    <message>
        <source>Upgrade every database to its head</source>
        <translation>Zaktualizuj każdą bazę danych do jej heada</translation>
    </message>
    <message>
        <source>Main menu</source>
        <translation>Menu główne</translation>
    </message>
</context>
<context>
    <name>retort::ui::UpgradeAllDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Upgrade both databases</source>
        <translation>Aktualizacja obu baz danych</translation>
    </message>
    <message>
        <source>Upgrade all databases</source>
        <translation>Aktualizacja wszystkich baz danych</translation>
    </message>
    <message>
        <source>Upgrade</source>
        <translation>Aktualizuj</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1 o %2</translation>
    </message>
    <message>
        <source>Upgrade %1</source>
        <translation>Zaktualizuj %1</translation>
    </message>
    <message>
        <source> and </source>
        <translation> i </translation>
    </message>
    <message>
        <source>Cancel the runs</source>
        <translation>Anuluj przebiegi</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
</context>
<context>
    <name>retort::ui::UpgradeCard</name>
    <message>
        <source>base</source>
        <translation>base</translation>
    </message>
    <message>
        <source>What now…</source>
        <translation>Co teraz…</translation>
    </message>
    <message>
        <source>Progress of %1</source>
        <translation>Postęp bazy %1</translation>
    </message>
    <message>
        <source>Type the name of %1 to confirm</source>
        <translation>Wpisz nazwę %1, aby potwierdzić</translation>
    </message>
    <message>
        <source>Production: type “%1” to confirm</source>
        <translation>Produkcja: wpisz „%1”, aby potwierdzić</translation>
    </message>
    <message>
        <source>What can be done for %1 now</source>
        <translation>Co można teraz zrobić z bazą %1</translation>
    </message>
    <message>
        <source>Working out the plan …</source>
        <translation>Układanie planu …</translation>
    </message>
    <message>
        <source>At its head: nothing to do.</source>
        <translation>Na swoim headzie: nic do zrobienia.</translation>
    </message>
    <message numerus="yes">
        <source>%n revision(s), to %1</source>
        <translation>
            <numerusform>%n rewizja, do %1</numerusform>
            <numerusform>%n rewizje, do %1</numerusform>
            <numerusform>%n rewizji, do %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Starting …</source>
        <translation>Uruchamianie …</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>Anulowanie …</translation>
    </message>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation>Krok %1 z %2: %3</translation>
    </message>
    <message>
        <source>The database is at %1.</source>
        <translation>Baza danych jest na %1.</translation>
    </message>
    <message numerus="yes">
        <source>Done: %n revision(s) in %1.</source>
        <translation>
            <numerusform>Gotowe: %n rewizja w %1.</numerusform>
            <numerusform>Gotowe: %n rewizje w %1.</numerusform>
            <numerusform>Gotowe: %n rewizji w %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancelled after %n revision(s).</source>
        <translation>
            <numerusform>Anulowano po %n rewizji.</numerusform>
            <numerusform>Anulowano po %n rewizjach.</numerusform>
            <numerusform>Anulowano po %n rewizjach.</numerusform>
        </translation>
    </message>
    <message>
        <source>The run failed.</source>
        <translation>Przebieg nie powiódł się.</translation>
    </message>
    <message numerus="yes">
        <source>Stopped at %1 after %n revision(s).</source>
        <translation>
            <numerusform>Zatrzymano na %1 po %n rewizji.</numerusform>
            <numerusform>Zatrzymano na %1 po %n rewizjach.</numerusform>
            <numerusform>Zatrzymano na %1 po %n rewizjach.</numerusform>
        </translation>
    </message>
</context>
</TS>
