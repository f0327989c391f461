import { StartError } from "./start-error";

/** The settings that are keys: the admin's first, without which there are no others. */
const TOKENS = ["TURNTREE_API_TOKEN", "TURNTREE_TRAINER_TOKEN", "TURNTREE_READ_TOKEN"] as const;

/** Whoever has a session's key can guess the admin's token without asking the server: what is shorter is found. */
const LEAST_CHARACTERS = 12;

/**
 * Checks the tokens that are set against each other; an empty one is not set.
 *
 * @throws StartError for one that is too short, for two that are equal, and for any without the admin's: without it
 *   everybody may do everything.
 */
export function checkTokens(values: Readonly<Record<(typeof TOKENS)[number], string>>): void {
  const named = TOKENS.filter((name) => values[name] !== "");
  const [first] = named;
  if (first === undefined) return;
  if (first !== "TURNTREE_API_TOKEN") {
    throw new StartError(
      `${first} is set and TURNTREE_API_TOKEN is not, without which nobody is asked for a key: set it too.`,
    );
  }
  for (const [place, name] of named.entries()) {
    if (values[name].length < LEAST_CHARACTERS) {
      throw new StartError(
        `${name} must have at least ${LEAST_CHARACTERS} characters: openssl rand -hex 24 makes a good one.`,
      );
    }
    const twin = named.slice(0, place).find((other) => values[other] === values[name]);
    if (twin !== undefined) {
      throw new StartError(`${name} and ${twin} are equal: each key needs a value of its own.`);
    }
  }
}
