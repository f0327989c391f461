import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { GroupSessions } from "@/components/groups/group-sessions";
import { LoginForm } from "@/components/sessions/login-form";
import { PageHeader } from "@/components/sessions/page-header";
import { formatReward, plural } from "@/components/ui/format";
import { groupOf } from "@/lib/inspect/figures";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { pageRuntime } from "../../sessions/page-runtime";

interface Address {
  readonly params: Promise<{ readonly index: string }>;
}

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  return { title: `Group ${(await params).index}` };
}

export default async function GroupPage({ params }: Address) {
  const page = await pageRuntime();
  if (!page) return <LoginForm />;
  const { index } = await params;
  const group = await groupOf(page.context.store, index).catch((error: unknown) => {
    if (error instanceof NotFoundError) notFound();
    throw error;
  });
  return (
    <>
      <PageHeader simulated={page.simulated} current="Groups" />
      <main className="mx-auto flex max-w-7xl flex-col gap-4 p-4">
        <h1 className="text-lg font-medium">
          Group {group.group_index}
          <span className="ml-3 text-sm font-normal text-ink-2">
            {plural(group.sessions.length, "session")} · reward {formatReward(group.mean)} ±{" "}
            {formatReward(group.std)}
          </span>
        </h1>
        <div className="overflow-hidden rounded-lg border border-line bg-surface">
          <GroupSessions sessions={group.sessions} />
        </div>
      </main>
    </>
  );
}
