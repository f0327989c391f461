import { answerByItself } from "./answer-by-itself";
import { conversationKey } from "./conversation-key";
import { readConversation } from "./read-conversation";
import { readDirective } from "./read-directive";
import { type SimAnswer, simAnswerSchema } from "./sim-answer";
import type { SimVocabulary } from "./vocabulary";

/**
 * Decides what to say to a prompt: the next answer queued over HTTP, else the `[[sim ...]]` line of the last
 * message, else the step of a scenario that the conversation is at, else an answer of the engine's own.
 */
export function chooseAnswer(
  promptIds: readonly number[],
  vocabulary: SimVocabulary,
  queued: SimAnswer | undefined,
  script: ReadonlyMap<string, SimAnswer>,
): { readonly text: string; readonly answer: SimAnswer } {
  const conversation = readConversation(promptIds, vocabulary);
  const answer =
    queued ??
    readDirective(conversation.last.text) ??
    script.get(conversationKey(conversation)) ??
    simAnswerSchema.parse({});
  return { text: answer.text ?? answerByItself(conversation), answer };
}
