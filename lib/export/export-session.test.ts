import { expect, it } from "vitest";
import { exportOf, FORKED } from "@/test/export/export-of";
import { exportSession } from "./export-session";

it("a session whose ledger does not balance is refused with 409, whatever the format", () => {
  const [first, second, ...rest] = FORKED.turns;
  if (first === undefined || second === undefined) throw new Error("The example has two turns.");
  const twiceTheFirst = { ...FORKED, turns: [first, { ...second, index: first.index }, ...rest] };
  for (const format of ["slime", "messages", "atif"]) {
    expect(() => exportSession(exportOf(twiceTheFirst, { format }))).toThrow(
      expect.objectContaining({
        status: 409,
        message: 'The ledger of session "s1" does not balance; nothing is exported.',
      }),
    );
  }
});
