import { showBytes } from "@/components/marks/show-text";
import { tokenLabel } from "@/components/marks/token-label";
import { spanAt } from "@/components/token-pane/card/token-facts";
import { STATE_WORDS } from "@/components/ui/state-words";
import { formatCount } from "@/lib/core/base/format-count";
import { TOKEN_STATES } from "@/lib/core/samples/token-state";
import { explainToken } from "@/lib/core/tokens/explain-token";
import type { MessageMark } from "@/lib/core/tokens/message-marks";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { PieceReader, TokenText } from "@/lib/core/tokens/token-text";
import { tokenTexts } from "@/lib/core/tokens/token-texts";

/** Which side alone holds the tokens; null for tokens that both hold. */
export type DiffMark = "a" | "b" | null;

/** A run of tokens, each with its text over its id, or its bytes; messages that begin among them are named. */
export function DiffTokens({
  ids,
  start,
  reader,
  bytes,
  mark,
  marks,
  columns,
}: {
  readonly ids: readonly number[];
  /** Position of the first one. */
  readonly start: number;
  readonly reader: PieceReader;
  /** Whether bytes stand where ids do. */
  readonly bytes: boolean;
  readonly mark: DiffMark;
  readonly marks: readonly MessageMark[];
  /** Columns that hold these tokens: each is then drawn by its state, and says why it has it. */
  readonly columns?: TokenColumns;
}) {
  const texts = tokenTexts(Int32Array.from(ids), reader);
  const begins = new Map(marks.map((message) => [message.start, message]));
  return (
    <p className="flex flex-wrap items-start gap-x-px gap-y-1 font-mono [overflow-wrap:anywhere]">
      {texts.map((text, at) => {
        const position = start + at;
        const message = begins.get(position);
        const id = ids[at] ?? 0;
        return (
          <span key={position} className={message ? "contents" : undefined}>
            {message && (
              <span className="mt-1 w-full font-sans text-xs text-ink-3">
                message {message.message}, {message.role}
                {message.is_answer && " (the answer)"}
              </span>
            )}
            <Token
              text={text}
              id={id}
              position={position}
              bytes={bytes ? reader.bytes(id) : null}
              mark={mark}
              state={columns && stateAt(columns, position - columns.start)}
            />
          </span>
        );
      })}
    </p>
  );
}

interface ShownState {
  readonly state: (typeof TOKEN_STATES)[number];
  readonly reason: string;
}

function stateAt({ states, spans }: TokenColumns, at: number): ShownState {
  const state = TOKEN_STATES[states[at] ?? 0] ?? "context";
  const span = spanAt(spans, at);
  return { state, reason: span ? explainToken(span) : STATE_WORDS[state].meaning };
}

function Token({
  text,
  id,
  position,
  bytes,
  mark,
  state,
}: {
  readonly text: TokenText;
  readonly id: number;
  readonly position: number;
  readonly bytes: Uint8Array | null;
  readonly mark: DiffMark;
  readonly state: ShownState | undefined;
}) {
  const place = `id ${id} at position ${formatCount(position)}`;
  const look = state
    ? `token-${state.state} text-ink`
    : mark === null
      ? "text-ink-2"
      : `diff-${mark} text-ink`;
  return (
    <span
      data-testid="diff-token"
      data-id={id}
      data-position={position}
      data-state={state?.state}
      title={state ? `${place}\n${state.reason}` : place}
      className="inline-flex flex-col items-center"
    >
      <span
        className={`rounded-xs px-px text-sm whitespace-pre-wrap ${look} ${text.kind === "special" ? "token-special px-0.5" : ""}`}
      >
        {tokenLabel(text, "exact") || "∅"}
      </span>
      <span className="px-0.5 text-xs text-ink-3">{bytes ? showBytes(bytes) : id}</span>
    </span>
  );
}
