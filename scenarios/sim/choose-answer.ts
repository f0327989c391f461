import { answerByItself } from "./answer-by-itself";
import { type HeardConversation, readConversation } from "./read-conversation";
import { readDirective, withoutDirective } from "./read-directive";
import type { Script } from "./scenario-script";
import { type SimAnswer, type SimAnswerInput, simAnswerSchema } from "./sim-answer";
import { spokenText } from "./spoken-text";
import type { SimVocabulary } from "./vocabulary";

/** Writes answers from what stands in the prompt; null leaves it to the engine. `prompt` decodes the whole of it. */
export type AnswerWriter = (heard: {
  readonly conversation: HeardConversation;
  readonly prompt: () => string;
}) => SimAnswerInput | null;

/** What is said, how, and what the user had said. */
export interface ChosenAnswer {
  readonly text: string;
  readonly answer: SimAnswer;
  readonly heard: string;
}

/**
 * Decides what to say to a prompt. The first that there is counts: the next answer queued over HTTP; the
 * `[[sim ...]]` line of the last message; what the embedding program writes; the step of a scenario that the
 * conversation is at; an answer of the engine's own.
 */
export function chooseAnswer(
  promptIds: readonly number[],
  vocabulary: SimVocabulary,
  queued: SimAnswer | undefined,
  script: Script,
  answerTo: AnswerWriter = () => null,
): ChosenAnswer {
  const conversation = readConversation(promptIds, vocabulary);
  const written = () => answerTo({ conversation, prompt: () => vocabulary.decode(promptIds) });
  const answer =
    queued ??
    readDirective(conversation.last.text) ??
    parseWritten(written()) ??
    script(conversation) ??
    simAnswerSchema.parse({});
  const heard = spokenText(withoutDirective(conversation.last.text));
  return { text: answer.text ?? answerByItself(conversation), answer, heard };
}

function parseWritten(written: SimAnswerInput | null): SimAnswer | null {
  return written === null ? null : simAnswerSchema.parse(written);
}
