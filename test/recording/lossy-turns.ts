import { assistant, user } from "./messages";

/** Three turns: turn 2's prompt spells turn 1's answer otherwise, and turn 3 was never delivered. */
export const LOSSY_TURNS = [
  { promptMessages: [user("q")], prompt: [1, 2, 3], output: [6, 2480, 8] },
  {
    promptMessages: [user("q"), assistant("answer 1"), user("more")],
    prompt: [1, 2, 3, 6, 282, 617, 8, 10],
    output: [12],
  },
  {
    promptMessages: [user("q"), assistant("answer 1"), user("more"), assistant("answer 2"), user("on")],
    prompt: [1, 2, 3, 6, 282, 617, 8, 10, 12, 13],
    output: [14, 15],
    delivery: "undelivered",
  },
] as const;
