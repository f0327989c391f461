import { describe, expect, it, vi } from "vitest";
import { Housekeeping } from "./housekeeping";

/** A chore that says when it was done. */
function chore(done: string[], name: string) {
  let finish = (): void => undefined;
  const isDone = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return {
    isDone,
    async run() {
      done.push(name);
      finish();
    },
  };
}

describe("work that nobody waits for", () => {
  it("is done in order, each once however often it was asked for while it waited", async () => {
    const done: string[] = [];
    const housekeeping = new Housekeeping();
    const [first, second] = [chore(done, "first"), chore(done, "second")];
    for (let time = 0; time < 3; time++) {
      housekeeping.add("first", first.run);
      housekeeping.add("second", second.run);
    }
    expect(housekeeping.length).toBe(2);
    await Promise.all([first.isDone, second.isDone]);
    expect(done).toEqual(["first", "second"]);
    const again = chore(done, "again");
    housekeeping.add("first", again.run);
    await again.isDone;
    await housekeeping.close();
  });

  it("goes on when a chore fails, and says which", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const housekeeping = new Housekeeping();
    const next = chore([], "next");
    housekeeping.add("The figures of session s", () => Promise.reject(new Error("no room")));
    housekeeping.add("next", next.run);
    await next.isDone;
    expect(said.mock.calls).toEqual([["The figures of session s failed: no room"]]);
    said.mockRestore();
    await housekeeping.close();
  });

  it("is left when it was taken out of the line, and when the recorder closes", async () => {
    const done: string[] = [];
    const housekeeping = new Housekeeping();
    const kept = chore(done, "kept");
    housekeeping.add("taken", chore(done, "taken").run);
    housekeeping.remove("taken");
    housekeeping.add("kept", kept.run);
    await kept.isDone;
    housekeeping.add("late", chore(done, "late").run);
    await housekeeping.close();
    housekeeping.add("later", chore(done, "later").run);
    expect([done, housekeeping.length]).toEqual([["kept"], 0]);
  });
});
