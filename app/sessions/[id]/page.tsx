import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageRuntime } from "@/app/sessions/page-runtime";
import { type ViewChoice, viewQuery } from "@/components/address/api-urls";
import { BrokenRecording } from "@/components/session-page/broken-recording";
import { SessionWorkspace } from "@/components/session-page/session-workspace";
import { atDesk } from "@/lib/api/desk/at-desk";
import { errorMessage } from "@/lib/core/base/error-message";
import { readSettingsText } from "@/lib/core/policy/policy-text";
import { PolicyError, resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { readChoice } from "./read-choice";

interface Address {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  return { title: decodeURIComponent((await params).id) };
}

export default async function SessionPage({ params, searchParams }: Address) {
  const page = await pageRuntime();
  const id = decodeURIComponent((await params).id);
  const choice = readChoice(await searchParams);
  const { serverPolicy } = page;
  try {
    // A query of the API may hold other names too; an address says settings only.
    resolvePolicy("strict", readSettingsText(choice.settings ?? ""));
    return <SessionWorkspace {...(await viewOf(id, choice))} serverPolicy={serverPolicy} />;
  } catch (error) {
    if (error instanceof NotFoundError) notFound();
    if (!(error instanceof PolicyError)) return <BrokenRecording session={id} reason={readFault(error)} />;
    // A link with a policy that does not exist still opens the session; the header says what would be accepted.
    const own = { policy: null, threshold: null, settings: null };
    return <SessionWorkspace {...(await viewOf(id, own))} serverPolicy={serverPolicy} />;
  }
}

async function viewOf(id: string, choice: ViewChoice) {
  const asked = { id, query: viewQuery(choice).toString() };
  const [packed, verdict] = await Promise.all([atDesk("packedTree", asked), atDesk("verdict", asked)]);
  return { packed, verdict, choice };
}

/** The last line of what is wrong: the database says before it what it was about to do. */
function readFault(error: unknown): string {
  const said = errorMessage(error);
  return said.trim().split("\n").at(-1) ?? said;
}
