/**
 * The longest message of an engine that is held: an event of a stream, or a whole answer, in characters. An answer of
 * 131,072 tokens with its log-probs takes about a tenth of it.
 */
export const MOST_MESSAGE_LENGTH = 64 * 1024 * 1024;

/** The longest message of a failure, in characters: a page with the words in it. */
export const MOST_FAILURE_LENGTH = 256 * 1024;
