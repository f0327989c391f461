import { z } from "zod";
import type { NoteFields } from "@/lib/api/audit/noting-session";
import { ManagementError } from "@/lib/api/management-error";
import { readManagementBody } from "@/lib/api/read-management-body";
import type { RegistryAnswer } from "@/lib/recorder/models/served-models";
import type { Runtime } from "@/lib/server/runtime";

/** The body of `POST /api/engines/{model}/drain`; without it the model drains. */
export const drainBody = z.strictObject({ draining: z.boolean().default(true) });

/** `POST /api/engines/{model}/drain`: the model goes on with its conversations and takes no new ones; or takes them again. */
export async function drainEngine(
  { models, settings }: Pick<Runtime, "models" | "settings">,
  model: string,
  request: Request,
  note: NoteFields,
): Promise<Response> {
  const { draining } = await readManagementBody(drainBody, request, settings.bodyLimitBytes);
  const before = (await models.named(model))?.isDraining ?? null;
  refuse(await models.setDraining(model, draining), model);
  note([{ field: "draining", before, after: draining }]);
  return Response.json({ model, state: draining ? "draining" : "serving" });
}

/** `DELETE /api/engines/{model}`: calls that run there go on to their end; the next go where calls without a model go. */
export async function removeEngine({ models }: Pick<Runtime, "models">, model: string): Promise<Response> {
  refuse(await models.remove(model), model);
  return Response.json({ model, state: "removed" });
}

function refuse(answer: RegistryAnswer, model: string): void {
  switch (answer) {
    case "done":
      return;
    case "fixed":
      throw new ManagementError(409, `The model ${model} is of this server's settings: change it there.`);
    case "unknown":
    case "taken":
      throw new ManagementError(404, `There is no model ${model}.`);
    default:
      answer satisfies never;
  }
}
