import { z } from "zod";

/** Letters of a report: some twenty pages. */
const MOST_LETTERS = 50_000;

/** The body of `POST /api/reports`. The contract served at `/api/openapi.json` is made of it. */
export const reportBody = z.strictObject({
  title: storable(200).optional().describe("its first line unless said"),
  text: storable(MOST_LETTERS).describe("Markdown"),
});

/** PostgreSQL has no text with a NUL. */
function storable(most: number): z.ZodString {
  return z
    .string()
    .min(1)
    .max(most)
    .refine((text) => !text.includes("\0"), "must hold no NUL");
}
