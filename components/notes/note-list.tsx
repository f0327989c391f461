import { ScrollRegion } from "@/components/ui/scroll-region";
import type { Annotation } from "@/lib/core/annotations/annotation";
import { targetWords } from "@/lib/core/annotations/target-key";
import { visibleText } from "@/lib/core/base/visible-text";
import type { JsonObject } from "@/lib/core/json/json-value";
import { TakeBackButton } from "./take-back-button";

/** Notes line by line: who says what of what. A person's can be taken back. */
export function NoteList({
  session,
  notes,
}: {
  readonly session: string;
  readonly notes: readonly Annotation[];
}) {
  return (
    <ul className="flex max-h-64 flex-col gap-1 overflow-auto py-1" data-testid="notes">
      {notes.map((note) => (
        <li
          key={`${note.producer} ${note.kind} ${targetWords(note.target)}`}
          className="flex min-w-0 items-start gap-1"
        >
          <span className="min-w-0 py-0.5">
            <span className="text-ink-3">
              {visibleText(note.producer)} on {targetWords(note.target)}:{" "}
            </span>
            <Said note={note} />
          </span>
          <TakeBackButton session={session} note={note} />
        </li>
      ))}
    </ul>
  );
}

function Said({ note: { kind, value } }: { readonly note: Annotation }) {
  switch (value.form) {
    case "text":
      return (
        <span className="[overflow-wrap:anywhere] whitespace-pre-wrap">
          {kind === "comment" ? "" : `${kind} `}
          {visibleText(value.text)}
        </span>
      );
    case "number":
      return (
        <span>
          {kind} {value.number}
        </span>
      );
    case "object":
      return <Attachment file={value.object} />;
    default:
      return <span>{kind}</span>;
  }
}

/** A file by its name: its text to unfold, its bytes to download, or where it lies. */
function Attachment({ file }: { readonly file: JsonObject }) {
  const name = visibleText(String(file.name));
  const type = typeof file.media_type === "string" ? file.media_type : "application/octet-stream";
  if (typeof file.text === "string") {
    return (
      <details className="inline-block align-top">
        <summary className="cursor-pointer">{name}</summary>
        <ScrollRegion aria-label={name} className="max-h-48">
          <pre className="font-mono text-xs whitespace-pre-wrap">{visibleText(file.text)}</pre>
        </ScrollRegion>
      </details>
    );
  }
  if (typeof file.base64 === "string") {
    return (
      <a href={`data:${encodeURI(type)};base64,${file.base64}`} download={name} className="underline">
        {name}
      </a>
    );
  }
  const address = String(file.url ?? "");
  if (!/^https?:/i.test(address)) return <span>{`${name}: ${visibleText(address)}`}</span>;
  return (
    <a href={address} rel="noreferrer noopener" target="_blank" className="underline">
      {name}
    </a>
  );
}
