import { type DeskGiven, type DeskTaskName, type DeskValue, runTask } from "./desk-tasks";
import { readingDesk } from "./desks";

/** Has something worked out beside the thread that serves. Rejects with what the task throws. */
export async function atDesk<Name extends DeskTaskName>(
  name: Name,
  given: DeskGiven<Name>,
): Promise<DeskValue<Name>> {
  const desk = readingDesk();
  if (desk === null) return runTask(name, given, new AbortController().signal);
  const { value, over } = desk.ask(name, given);
  try {
    return await value;
  } finally {
    over();
  }
}
