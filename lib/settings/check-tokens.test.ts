import { describe, expect, it } from "vitest";
import { readSettings } from "./settings";

const ADMIN = "the admin's token";
const TRAINER = "the trainer's token";
const READER = "the reader's token";

describe("tokens", () => {
  it("may be all three, the admin's alone, or none", () => {
    const all = {
      TURNTREE_API_TOKEN: ADMIN,
      TURNTREE_TRAINER_TOKEN: TRAINER,
      TURNTREE_READ_TOKEN: ` ${READER} `,
    };
    expect(readSettings(all)).toMatchObject({ apiToken: ADMIN, trainerToken: TRAINER, readToken: READER });
    expect(readSettings({ TURNTREE_API_TOKEN: ADMIN })).toMatchObject({
      trainerToken: null,
      readToken: null,
    });
    expect(readSettings({}).apiToken).toBeNull();
  });

  it.each([
    [{ TURNTREE_API_TOKEN: "short" }, "TURNTREE_API_TOKEN must have at least 12 characters"],
    [
      { TURNTREE_API_TOKEN: ADMIN, TURNTREE_READ_TOKEN: "elevenchars" },
      "TURNTREE_READ_TOKEN must have at least 12 characters",
    ],
    [
      { TURNTREE_API_TOKEN: ADMIN, TURNTREE_TRAINER_TOKEN: ADMIN },
      "TURNTREE_TRAINER_TOKEN and TURNTREE_API_TOKEN are equal",
    ],
    [
      { TURNTREE_API_TOKEN: ADMIN, TURNTREE_TRAINER_TOKEN: TRAINER, TURNTREE_READ_TOKEN: TRAINER },
      "TURNTREE_READ_TOKEN and TURNTREE_TRAINER_TOKEN are equal",
    ],
    [{ TURNTREE_TRAINER_TOKEN: TRAINER }, "TURNTREE_TRAINER_TOKEN is set and TURNTREE_API_TOKEN is not"],
    [{ TURNTREE_READ_TOKEN: READER }, "TURNTREE_READ_TOKEN is set and TURNTREE_API_TOKEN is not"],
  ])("stop the start in a sentence that does not say them: %j", (env, sentence) => {
    const start = () => readSettings(env);
    expect(start).toThrow(sentence);
    for (const token of Object.values(env)) expect(start).not.toThrow(token);
  });
});
