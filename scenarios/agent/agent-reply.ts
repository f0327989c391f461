import { z } from "zod";

const toolCall = z.object({
  id: z.string(),
  type: z.literal("function").default("function"),
  function: z.object({ name: z.string(), arguments: z.string() }),
});

/** An assistant's message as Chat Completions returns it and as an agent sends it back. */
export const agentReplySchema = z.object({
  role: z.literal("assistant").default("assistant"),
  content: z.string().nullish(),
  reasoning_content: z.string().nullish(),
  tool_calls: z.array(toolCall).optional(),
});

export type AgentReply = z.infer<typeof agentReplySchema>;
