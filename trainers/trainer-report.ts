import { z } from "zod";

/** What a check printed: `report.py` makes it. */
export const trainerReportSchema = z.object({
  trainer: z.string(),
  version: z.string(),
  lines: z.int(),
  trained_tokens: z.int(),
  /** Largest difference between the trainer's log-probs and the recorded ones, in nats. */
  worst: z.number(),
  /** The parts of the trainer that ran. */
  ran: z.array(z.string()),
  /** What does not hold; empty when everything does. */
  problems: z.array(z.string()),
});

export type TrainerReport = z.infer<typeof trainerReportSchema>;

/** What became of one trainer. */
export type TrainerOutcome =
  | { readonly kind: "ran"; readonly temperature: number; readonly report: TrainerReport }
  | { readonly kind: "broke"; readonly id: string; readonly temperature: number; readonly said: string }
  | { readonly kind: "not_run"; readonly id: string; readonly reason: string };
