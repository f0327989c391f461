"use client";

import { CauseButton } from "@/components/causes/cause-button";
import { FORK_MARKS } from "@/components/marks/fork-marks";
import { membershipWords } from "@/components/marks/membership-words";
import { ROLE_MARKS } from "@/components/marks/role-marks";
import { NoteButton } from "@/components/notes/note-button";
import { NoteList } from "@/components/notes/note-list";
import { notesOfMessage } from "@/components/notes/notes-of";
import { useNotes } from "@/components/notes/use-notes";
import type { SessionModel } from "@/components/session/session-model";
import { StateBar } from "@/components/ui/state-bar";
import type { AnnotationTarget } from "@/lib/core/annotations/annotation";
import { plural } from "@/lib/core/base/format-count";
import { visibleText } from "@/lib/core/base/visible-text";
import type { ForkKind } from "@/lib/core/tree/tree";
import type { NodeView, TurnView } from "@/lib/core/view/session-view";
import { messageCauses } from "./message-causes";
import { TurnLinks } from "./turn-links";
import { turnRemarks } from "./turn-remarks";

/** Role, turn, forks, what the recorder remarked, and where else the node's tokens appear. */
export function NodeHead({
  node,
  model,
  session,
}: {
  readonly node: NodeView;
  readonly model: SessionModel;
  readonly session: string;
}) {
  const notes = notesOfMessage(useNotes(session), node);
  const { icon: Icon, label } = ROLE_MARKS[node.role];
  const turn = node.turn === null ? undefined : model.view.turns[node.turn - 1];
  const at = model.positions.get(node.id) ?? -1;
  return (
    <header className="flex flex-col gap-2 border-b border-line px-4 py-3">
      <h2 className="flex items-center gap-2 text-base font-medium">
        <Icon size={16} aria-hidden />
        {label}
        {turn && <span className="font-normal text-ink-2">turn {turn.index}</span>}
        <span className="ml-auto flex items-center gap-1">
          <NoteButton session={session} target={targetOf(node)} />
          {messageCauses(node, model.view).map((asked) => (
            <CauseButton key={`${asked.did} ${asked.cause}`} asked={asked} />
          ))}
          {node.forks.map((fork) => (
            <ForkChip key={fork} fork={fork} node={node} />
          ))}
        </span>
      </h2>
      <StateBar counts={node.counts} className="h-2!" />
      <p className="text-xs text-ink-2">
        {node.tokens === null ? "Where this message begins was not recorded" : plural(node.tokens, "token")}
        {" · "}
        {membershipWords(at, model.samplesOfNode(at))}
      </p>
      <TurnLinks node={node} model={model} />
      <Remarks turn={turn} node={node} />
      {notes.length > 0 && (
        <div className="text-xs">
          <NoteList session={session} notes={notes} />
        </div>
      )}
    </header>
  );
}

/** A note on an answer is of its turn, which exports hold; one on a prompt's message is of the message. */
function targetOf({ id, turn }: NodeView): AnnotationTarget {
  return turn === null ? { on: "node", node: id } : { on: "turn", turn };
}

function Remarks({ turn, node }: { readonly turn: TurnView | undefined; readonly node: NodeView }) {
  const remarks = turnRemarks(turn, node);
  if (remarks.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 text-xs text-ink-2">
      {remarks.map((remark) => (
        <li key={remark} className="border-l-2 border-line-strong pl-2">
          {visibleText(remark)}
        </li>
      ))}
    </ul>
  );
}

/** Names a fork by shape and word. */
function ForkChip({ fork, node }: { readonly fork: ForkKind; readonly node: NodeView }) {
  const { fork_cause: cause, id } = node;
  const { icon: Icon, label, meaning } = FORK_MARKS[fork];
  const chip = (
    <span
      title={cause === null ? meaning : `${meaning} Cause: ${cause}.`}
      className="inline-flex shrink-0 items-center gap-1 rounded-sm border border-forked px-1 text-xs leading-4 text-ink-2"
    >
      <Icon size={12} aria-hidden />
      {label}
    </span>
  );
  return cause === null ? chip : <CauseButton asked={{ did: "fork", cause, node: id }}>{chip}</CauseButton>;
}
