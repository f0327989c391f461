import { memo } from "react";
import { FORK_MARKS } from "@/components/marks/fork-marks";
import { cellOfToken, cellsOf } from "@/components/token-pane/layout/line-layout";
import { type LineRun, lineRuns } from "@/components/token-pane/layout/line-runs";
import { LINE_HEIGHT } from "@/components/token-pane/layout/token-grid";
import { formatCount } from "@/lib/core/base/format-count";
import { partitionPoint } from "@/lib/core/base/partition-point";
import type { Role } from "@/lib/core/message/message";
import type { TokenDrawing } from "./token-drawing";

const ROLE_LETTERS: Readonly<Record<Role, string>> = { system: "S", user: "U", assistant: "A", tool: "T" };

interface Line {
  readonly drawing: TokenDrawing;
  readonly line: number;
}

/** One visual line: where it stands in the sample, whose message begins in it, and its tokens on the grid. */
export const TokenLine = memo(function TokenLine({ drawing, line }: Line) {
  const { layout, tokens, codes, apart } = drawing;
  const from = layout.starts[line] ?? 0;
  const to = layout.starts[line + 1] ?? from;
  return (
    <div
      className="absolute inset-x-0 flex h-6 whitespace-pre"
      style={{ top: line * LINE_HEIGHT }}
      data-line={line}
    >
      <span className="w-[var(--gutter-index)] shrink-0 pr-2 text-right text-xs leading-6 text-ink-3 tabular-nums select-none">
        {formatCount(from)}
      </span>
      <NodeChip drawing={drawing} from={from} to={to} />
      {lineRuns(layout, tokens.texts, codes, { line, apart }).map((run) => (
        <RunText key={run.from} run={run} drawing={drawing} />
      ))}
      <LineNotes drawing={drawing} from={from} to={to} />
    </div>
  );
});

function RunText({ run, drawing }: { readonly run: LineRun; readonly drawing: TokenDrawing }) {
  const { steps, codes, layout, apart } = drawing;
  const cut = apart ? "token-cut" : "";
  const looks = `${steps[run.code]?.look ?? ""} ${cut}`;
  switch (run.kind) {
    case "plain":
      return (
        <span data-from={run.from} data-to={run.to} className={looks}>
          {run.text}
        </span>
      );
    case "box":
    case "chip":
      return (
        <span
          data-from={run.from}
          data-to={run.to}
          className={`token-box ${looks} ${run.kind === "chip" ? "token-special" : ""}`}
          style={{ width: `${run.cells}ch` }}
        >
          {run.isWide ? wideText(run.text) : run.text}
        </span>
      );
    case "glyph":
      return (
        <span
          data-from={run.from}
          data-to={run.to}
          className="relative flex"
          style={{ width: `${run.cells}ch` }}
        >
          {Array.from({ length: run.to - run.from }, (_, part) => run.from + part).map((at) => (
            <span
              key={at}
              className={`token-part h-6 ${steps[codes[at] ?? 0]?.look ?? ""}`}
              style={{ width: `${cellsOf(layout, at)}ch` }}
            />
          ))}
          <span className="token-box absolute inset-0 text-center">{run.text}</span>
        </span>
      );
    default:
      return run.kind satisfies never;
  }
}

/** A text whose wide characters stand evenly in their cells, and the others in theirs. */
function wideText(text: string) {
  const stretches = text.matchAll(/[\x20-\x7e]+|[^\x20-\x7e]+/gu);
  return Array.from(stretches, ({ 0: stretch, index }) => (
    <span key={index} className={/^[\x20-\x7e]/.test(stretch) ? undefined : "token-wide"}>
      {stretch}
    </span>
  ));
}

/** Whose messages begin in a line. */
function NodeChip({
  drawing: { nodes },
  from,
  to,
}: {
  readonly drawing: TokenDrawing;
  readonly from: number;
  readonly to: number;
}) {
  const begin = nodesFrom(nodes, from, to);
  const [first] = begin;
  return (
    <span className="w-[var(--gutter-chip)] shrink-0 overflow-hidden text-xs leading-6 select-none">
      {first && (
        <span
          className="inline-flex h-4 items-center rounded-sm border border-line-strong bg-raised px-1 align-middle leading-4 text-ink-2"
          title={begin
            .map(
              ({ node, start }) =>
                `${node.role}${node.turn === null ? "" : `, turn ${node.turn}`} begins at ${formatCount(start)}: ${node.preview}`,
            )
            .join("\n")}
        >
          {ROLE_LETTERS[first.node.role]}
          {first.node.turn !== null && ` t${first.node.turn}`}
          {begin.length > 1 && ` +${begin.length - 1}`}
        </span>
      )}
    </span>
  );
}

/** What stands over a line without taking a cell of it: forks, and the samples that hold a stretch. */
function LineNotes({
  drawing: { layout, notes, forks },
  from,
  to,
}: {
  readonly drawing: TokenDrawing;
  readonly from: number;
  readonly to: number;
}) {
  if (notes.size === 0 && forks.size === 0) return null;
  const marks = [];
  for (let at = from; at < to; at++) {
    const note = notes.get(at);
    const kinds = forks.get(at);
    if (note === undefined && kinds === undefined) continue;
    const left = `calc(var(--gutter) + ${cellOfToken(layout, at)}ch)`;
    marks.push(
      <span key={at} className="pointer-events-none absolute inset-y-0" style={{ left }}>
        {kinds && (
          <span
            className="token-fork pointer-events-auto"
            title={kinds.map((kind) => `${FORK_MARKS[kind].label}: ${FORK_MARKS[kind].meaning}`).join("\n")}
          />
        )}
        {note !== undefined && <sup className="token-note">{note}</sup>}
      </span>,
    );
  }
  return marks;
}

/** The messages that begin among tokens `[from, to)`, found by halving. */
function nodesFrom(nodes: TokenDrawing["nodes"], from: number, to: number): TokenDrawing["nodes"] {
  const low = partitionPoint(nodes, ({ start }) => start < from);
  const high = partitionPoint(nodes, ({ start }) => start < to);
  return nodes.slice(low, high);
}
