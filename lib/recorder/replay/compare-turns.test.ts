import { expect, it } from "vitest";
import { assistant } from "@/test/recording/messages";
import { recordingOf, type TurnSketch } from "@/test/recording/recording-of";
import { compareTurns } from "./compare-turns";

const sampled: TurnSketch = { prompt: [1, 2], output: [3] };
const answered: TurnSketch = { prompt: [], output: [], responseMessage: assistant("No search was made.") };

it("finds each position that differs, and nothing in a turn for which nothing was sampled", () => {
  const recorded = recordingOf(sampled, { ...answered, refusal: "no_token_ids" });
  const replayed = recordingOf(
    { ...sampled, output: [4] },
    { ...answered, prompt: [1], responseMessage: null },
  );
  expect(compareTurns(recorded, replayed)).toEqual([{ turn: 1, field: "output_ids", position: 0 }]);
  expect(compareTurns(recordingOf(sampled), recordingOf())).toEqual([
    { turn: 1, field: "turn", position: null },
  ]);
});
