import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { Slices } from "./slices";

it("lets others of the thread in between many who go on at one moment, and keeps their order", async () => {
  const slices = new Slices();
  const gone: number[] = [];
  const all = Promise.all(
    Array.from({ length: 400 }, async (_, at) => {
      await slices.turn();
      gone.push(at);
    }),
  );
  let [most, before] = [0, 0];
  while (gone.length < 400) {
    await setImmediate();
    most = Math.max(most, gone.length - before);
    before = gone.length;
  }
  await all;
  expect(most).toBeLessThanOrEqual(40);
  expect(gone).toEqual(Array.from({ length: 400 }, (_, at) => at));
});
