import type { Metadata } from "next";
import { ComparePage } from "@/components/compare/compare-page";
import { LoginForm } from "@/components/sessions/login-form";
import { pageRuntime } from "../sessions/page-runtime";

export const metadata: Metadata = { title: "Compare" };

export default async function Compare() {
  const page = await pageRuntime();
  return page ? <ComparePage server={page.context.serverPolicy} /> : <LoginForm />;
}
