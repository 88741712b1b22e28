<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DatabaseWords</name>
    <message numerus="yes">
        <source>%n pending</source>
        <translation>
            <numerusform>%n pending</numerusform>
            <numerusform>%n pending</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>starting, next try in %n s</source>
        <translation>
            <numerusform>starting, next try in %n s</numerusform>
            <numerusform>starting, next try in %n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunEnd</name>
    <message numerus="yes">
        <source>%n statements of %1 have run and stay; its version row does not say so.</source>
        <translation>
            <numerusform>%n statement of %1 has run and stays; its version row does not say so.</numerusform>
            <numerusform>%n statements of %1 have run and stay; its version row does not say so.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more.</source>
        <translation>
            <numerusform>%1 and %n more.</numerusform>
            <numerusform>%1 and %n more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UpgradeCard</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::ui::CompareDialog</name>
    <message numerus="yes">
        <source>%n revisions up</source>
        <translation>
            <numerusform>%n revision up</numerusform>
            <numerusform>%n revisions up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n revisions down</source>
        <translation>
            <numerusform>%n revision down</numerusform>
            <numerusform>%n revisions down</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::ui::DataPage</name>
    <message numerus="yes">
        <source>The first %n rows, as they come; there are more</source>
        <translation>
            <numerusform>The first %n row, as it comes; there are more</numerusform>
            <numerusform>The first %n rows, as they come; there are more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n rows, as they come</source>
        <translation>
            <numerusform>All of its %n row, as it comes</numerusform>
            <numerusform>All %n rows, as they come</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::ui::EditDialog</name>
    <message numerus="yes">
        <source>%n lines gone</source>
        <translation>
            <numerusform>%n line gone</numerusform>
            <numerusform>%n lines gone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines new</source>
        <translation>
            <numerusform>%n line new</numerusform>
            <numerusform>%n lines new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::ui::GenerationRow</name>
    <message numerus="yes">
        <source>Not proven: %n difference(s) from the desired schema would be left</source>
        <translation>
            <numerusform>Not proven: %n difference from the desired schema would be left</numerusform>
            <numerusform>Not proven: %n differences from the desired schema would be left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Proven; it takes %n revisions, since one transaction can&apos;t hold it all</source>
        <translation>
            <numerusform>Proven; it takes %n revision, since one transaction can&apos;t hold it all</numerusform>
            <numerusform>Proven; it takes %n revisions, since one transaction can&apos;t hold it all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::ui::GraphPanel</name>
    <message numerus="yes">
        <source>Nothing can run: %n applied revisions are not what was applied.</source>
        <translation>
            <numerusform>Nothing can run: %n applied revision is not what was applied.</numerusform>
            <numerusform>Nothing can run: %n applied revisions are not what was applied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The branch %1 has %n heads: %2.</source>
        <translation>
            <numerusform>The branch %1 has %n head: %2.</numerusform>
            <numerusform>The branch %1 has %n heads: %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fold this run of %n revisions</source>
        <translation>
            <numerusform>Fold this run of %n revision</numerusform>
            <numerusform>Fold this run of %n revisions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unfold these %n revisions</source>
        <translation>
            <numerusform>Unfold this %n revision</numerusform>
            <numerusform>Unfold these %n revisions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::ui::HeadsDialog</name>
    <message numerus="yes">
        <source>Branch %1 has %n heads</source>
        <translation>
            <numerusform>Branch %1 has %n head</numerusform>
            <numerusform>Branch %1 has %n heads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n above it</source>
        <translation>
            <numerusform>%1 and %n above it</numerusform>
            <numerusform>%1 and %n above it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::ui::InspectorPanel</name>
    <message numerus="yes">
        <source>%1 is starting: next try in %n s</source>
        <translation>
            <numerusform>%1 is starting: next try in %n s</numerusform>
            <numerusform>%1 is starting: next try in %n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::ui::NewRevisionForm</name>
    <message numerus="yes">
        <source>one of %n heads</source>
        <translation>
            <numerusform>one of %n head</numerusform>
            <numerusform>one of %n heads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::ui::PlanDialog</name>
    <message numerus="yes">
        <source>… and %n more: Copy SQL has all of them.</source>
        <translation>
            <numerusform>… and %n more: Copy SQL has all of them.</numerusform>
            <numerusform>… and %n more: Copy SQL has all of them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::ui::ProjectDesk</name>
    <message numerus="yes">
        <source>%1: %n revision(s) verified</source>
        <translation>
            <numerusform>%1: %n revision verified</numerusform>
            <numerusform>%1: %n revisions verified</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 of %n revision(s) failed the round trip</source>
        <translation>
            <numerusform>%1: %2 of %n revision failed the round trip</numerusform>
            <numerusform>%1: %2 of %n revisions failed the round trip</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: all %n revision(s) proven</source>
        <translation>
            <numerusform>%1: %n revision proven</numerusform>
            <numerusform>%1: all %n revisions proven</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::ui::RestoreDialog</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n revision(s) applied since: %1</source>
        <translation>
            <numerusform>%n revision applied since: %1</numerusform>
            <numerusform>%n revisions applied since: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n revision(s) undone since: %1</source>
        <translation>
            <numerusform>%n revision undone since: %1</numerusform>
            <numerusform>%n revisions undone since: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::ui::RevisionModel</name>
    <message numerus="yes">
        <source>… %n revisions · %1 to %2</source>
        <translation>
            <numerusform>… %n revision · %1 to %2</numerusform>
            <numerusform>… %n revisions · %1 to %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n irreversible</source>
        <translation>
            <numerusform>%n irreversible</numerusform>
            <numerusform>%n irreversible</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A straight run of %n revisions, folded. Return or the Right arrow unfolds it.</source>
        <translation>
            <numerusform>A straight run of %n revision, folded. Return or the Right arrow unfolds it.</numerusform>
            <numerusform>A straight run of %n revisions, folded. Return or the Right arrow unfolds it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::ui::RunProgressStrip</name>
    <message numerus="yes">
        <source>%n notices</source>
        <translation>
            <numerusform>%n notice</numerusform>
            <numerusform>%n notices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::ui::StatusStrip</name>
    <message numerus="yes">
        <source>history %n run(s)</source>
        <translation>
            <numerusform>history %n run</numerusform>
            <numerusform>history %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::ui::UpgradeCard</name>
    <message numerus="yes">
        <source>%n revision(s), to %1</source>
        <translation>
            <numerusform>%n revision, to %1</numerusform>
            <numerusform>%n revisions, to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Done: %n revision(s) in %1.</source>
        <translation>
            <numerusform>Done: %n revision in %1.</numerusform>
            <numerusform>Done: %n revisions in %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancelled after %n revision(s).</source>
        <translation>
            <numerusform>Cancelled after %n revision.</numerusform>
            <numerusform>Cancelled after %n revisions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped at %1 after %n revision(s).</source>
        <translation>
            <numerusform>Stopped at %1 after %n revision.</numerusform>
            <numerusform>Stopped at %1 after %n revisions.</numerusform>
        </translation>
    </message>
</context>
</TS>
