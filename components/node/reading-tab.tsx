"use client";

import type { ReactNode } from "react";
import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import type { SessionModel } from "@/components/session/session-model";
import { type NodeChoice, useNodeDetail, useNodeTokens } from "@/components/session/use-node";
import { LoadingOrError } from "@/components/ui/loading-or-error";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { plural } from "@/lib/core/base/format-count";
import { visibleText } from "@/lib/core/base/visible-text";
import type { AcceptedRewriteView, NodeTurn } from "@/lib/core/diff/node-detail";
import { objectOf } from "@/lib/core/json/object-of";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Message } from "@/lib/core/message/message";
import type { NodeView, TurnView } from "@/lib/core/view/session-view";
import { CallFactsList } from "./call-facts-list";
import { FoldedRequest } from "./folded-request";
import { ReadingView } from "./reading/reading-view";

const { tab } = VIEW_PARAMS;
const PARAMS = { tab };

/** The message as its tokens spell it; without tokens, as people read it. What was recorded folds below. */
export function ReadingTab({
  choice,
  node,
  model,
}: {
  readonly choice: NodeChoice;
  readonly node: NodeView;
  readonly model: SessionModel;
}) {
  const [{ tab }] = useQueryParams(PARAMS);
  const { data, isPending, error } = useNodeTokens(choice);
  // What is shown first is what stays.
  if (isPending) return <LoadingOrError error={null} what="text" />;
  if (data && data.columns.ids.length > 0)
    return (
      <ReadingView key={choice.node} choice={choice} node={node} model={model} data={data}>
        <MessageFields choice={choice} turns={model.view.turns} isFolded />
      </ReadingView>
    );
  return (
    <ScrollRegion aria-label="Text of the message" className="p-4">
      {tab === "tokens" && <LoadingOrError error={error} what="tokens" />}
      <MessageFields choice={choice} turns={model.view.turns} />
    </ScrollRegion>
  );
}

/** The message's fields, what was forgiven in it, and the facts of its call. */
function MessageFields({
  choice,
  turns,
  isFolded = false,
}: {
  readonly choice: NodeChoice;
  readonly turns: readonly TurnView[];
  readonly isFolded?: boolean;
}) {
  const { data, error } = useNodeDetail(choice);
  if (!data) return isFolded && !error ? null : <LoadingOrError error={error} what="text" />;
  const { message, turn } = data;
  const view = turn && turns[turn.index - 1];
  const fields = message ? <MessageText message={message} /> : <UnreadReply detail={turn} />;
  return (
    <div className={`flex flex-col gap-4 ${isFolded ? "mt-4" : ""}`}>
      {isFolded ? (
        <Folded title="As a message">
          <div className="flex flex-col gap-4">{fields}</div>
        </Folded>
      ) : (
        fields
      )}
      {turn?.accepted_rewrites.map((rewrite) => (
        <AcceptedRewrite key={`${rewrite.message_index} ${rewrite.tolerance}`} rewrite={rewrite} />
      ))}
      {turn && view && (
        <Folded title="The call">
          <CallFactsList turn={view} detail={turn} />
          <div className="mt-2">
            <FoldedRequest session={choice.session} turn={turn.index} />
          </div>
        </Folded>
      )}
    </div>
  );
}

function Folded({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <details className="border-t border-line pt-2">
      <summary className="text-xs font-medium text-ink-2">{title}</summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}

function AcceptedRewrite({ rewrite }: { readonly rewrite: AcceptedRewriteView }) {
  const { message_index: index, tolerance, held, echoed } = rewrite;
  const title =
    held === null
      ? `An answer before message ${index + 1} was left out`
      : `Another spelling of message ${index + 1} was accepted`;
  const spelled = held === null ? "" : `held:   ${stringifyJson(held)}\n`;
  return <Block title={title}>{`${tolerance}\n\n${spelled}echoed: ${stringifyJson(echoed)}`}</Block>;
}

/** What came in place of an answer, as far as it is kept. */
function UnreadReply({ detail }: { readonly detail: NodeTurn | null }) {
  const { beginning, encoding, content_type: type, length } = objectOf(detail?.facts.unread_reply);
  const isKept = typeof beginning === "string" && typeof length === "number";
  return (
    <>
      <p className="text-sm text-ink-2">The answer could not be read as a message.</p>
      {isKept && (
        <Block
          title={`${plural(length, "byte")} of ${type || "no type"}${encoding === "base64" ? ", in base64" : ""}`}
        >
          {beginning}
        </Block>
      )}
    </>
  );
}

function MessageText({ message }: { readonly message: Message }) {
  const said = message.content || message.reasoning_content || message.tool_calls?.length;
  const empty = !said && !message.opaque?.length;
  return (
    <>
      {message.reasoning_content && <Block title="Reasoning">{message.reasoning_content}</Block>}
      {message.content && (
        <Block title={message.role === "tool" ? "Tool result" : "Text"}>{message.content}</Block>
      )}
      {message.tool_calls?.map((call, at) => (
        <Block key={call.id ?? `${call.function.name}-${at}`} title={`Calls ${call.function.name}`}>
          {typeof call.function.arguments === "string"
            ? call.function.arguments
            : indentedJson(stringifyJson(call.function.arguments))}
        </Block>
      ))}
      {message.opaque?.map((part) => (
        <Block key={stringifyJson(part)} title="A part that is not known here">
          {indentedJson(stringifyJson(part))}
        </Block>
      ))}
      {message.unread && (
        <Block title="Members that are not known here">{indentedJson(stringifyJson(message.unread))}</Block>
      )}
      {empty && <p className="text-sm text-ink-2">The message is empty.</p>}
    </>
  );
}

/** JSON with line breaks for reading, without passing its numbers through a double. */
function indentedJson(text: string): string {
  return text.length > 80 ? text.replace(/,"/g, ',\n "') : text;
}

function Block({ title, children }: { readonly title: string; readonly children: string }) {
  return (
    <section>
      <h3 className="mb-1 text-xs font-medium text-ink-2 [overflow-wrap:anywhere]">{visibleText(title)}</h3>
      <pre className="font-mono text-sm whitespace-pre-wrap text-ink [overflow-wrap:anywhere]">
        {visibleText(children)}
      </pre>
    </section>
  );
}
