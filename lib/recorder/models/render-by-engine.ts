import type { Engine } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";
import type { RenderChat } from "@/lib/text/template/engine-template";
import { TemplateError } from "@/lib/text/template-error";

/** How long an engine may take to render a conversation, in ms. */
const PATIENCE = 60_000;

/** Has an engine render conversations for its model's text side. Throws `EngineError` where it cannot be asked. */
export function renderByEngine(engine: Pick<Engine, "name" | "renderChat">): RenderChat {
  return async (conversation) => {
    if (engine.renderChat === undefined) throw new EngineError("failed", `${engine.name} renders nothing.`);
    try {
      return await engine.renderChat({ conversation, signal: AbortSignal.timeout(PATIENCE) });
    } catch (error) {
      if (error instanceof EngineError && error.kind === "rejected")
        throw new TemplateError(error.message, { cause: error });
      throw error;
    }
  };
}
