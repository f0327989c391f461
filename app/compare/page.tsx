import type { Metadata } from "next";
import { pageRuntime } from "@/app/sessions/page-runtime";
import { ComparePage } from "@/components/compare-page/compare-page";
import { LoginForm } from "@/components/shell/login-form";

export const metadata: Metadata = { title: "Compare" };

export default async function Compare() {
  const page = await pageRuntime();
  return page ? <ComparePage server={page.context.serverPolicy} /> : <LoginForm />;
}
