import { errorMessage } from "@/lib/core/base/error-message";
import type { JsonObject } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Message } from "@/lib/core/message/message";
import { type GraftRefusal, refuseGraft } from "@/lib/core/proof/graft-refusal";
import { BoundedCache } from "@/lib/text/bounded-cache";
import type { ChatTemplate } from "@/lib/text/template/chat-template";
import { PendingRender } from "@/lib/text/template/pending-render";
import { probeConversation } from "./probe-conversation";
import { type SplitProbe, splitProbe } from "./split-probe";
import { splitUnmarkedProbe } from "./split-unmarked-probe";

export interface ProbeInput {
  readonly messages: readonly Message[];
  readonly answer: Message | null;
  readonly templateArguments: JsonObject;
  readonly addGenerationPrompt: boolean;
}

/** Renders the probe conversation for new messages and takes it apart. */
export type TemplateProbe = (input: ProbeInput) => SplitProbe | GraftRefusal;

/** Characters of remembered heads; template arguments are part of a key, and clients choose them. */
const HEADS_CHARACTERS = 1_000_000;

const PLAIN_USER: readonly Message[] = [{ role: "user", content: "next" }];

/**
 * @param closers Finds the names of end-of-turn tokens.
 * @param isOpener Whether a token of this name opens a message.
 */
export function createTemplateProbe(
  template: ChatTemplate,
  closers: RegExp,
  isOpener: (name: string) => boolean,
): TemplateProbe {
  const render = (input: ProbeInput): SplitProbe | GraftRefusal => {
    try {
      const rendered = template.render({
        messages: probeConversation(input.messages, input.answer),
        tools: [],
        templateArguments: input.templateArguments,
        addGenerationPrompt: input.addGenerationPrompt,
      });
      return template.isMarked
        ? splitProbe(rendered, closers)
        : splitUnmarkedProbe(rendered, input.messages, closers, isOpener);
    } catch (error) {
      if (error instanceof PendingRender) throw error;
      return refuseGraft("probe_refused", errorMessage(error));
    }
  };
  const plainHeads = new BoundedCache<{ readonly head: string | null }>(HEADS_CHARACTERS);
  const plainHead = (input: ProbeInput): string | null => {
    const key = stringifyJson(input.templateArguments);
    const known = plainHeads.get(key);
    if (known !== undefined) return known.head;
    const plain = render({ ...input, messages: PLAIN_USER, answer: null });
    const head = plain.type === "split" ? plain.head : null;
    plainHeads.set(key, { head }, key.length + (head?.length ?? 0));
    return head;
  };
  return (input) => {
    const probe = render(input);
    if (probe.type === "refused") return probe;
    const head = plainHead(input);
    return head === null || head === probe.head
      ? probe
      : refuseGraft("head_changes", "The new messages change what the template prints before the answer.");
  };
}
