import { expect } from "vitest";
import { z } from "zod";
import type { SimEngine } from "@/scenarios/sim-engine";

const requestIds = z.array(z.string());

/** Waits until the engine holds so many generations where their answers say (`held_after_tokens`). */
export async function untilHeld(engine: SimEngine, count = 1): Promise<void> {
  const held = async () => requestIds.parse(await (await fetch(`${engine.url}/sim/held`)).json());
  await expect.poll(held).toHaveLength(count);
}

/** Lets every generation go on that the engine holds. */
export async function releaseHeld(engine: SimEngine): Promise<void> {
  await fetch(`${engine.url}/sim/release`, { method: "POST" });
}
