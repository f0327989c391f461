/** Next's start hook. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { hangDoor } = await import("@/lib/api/door/hang-door");
  await hangDoor();
}
