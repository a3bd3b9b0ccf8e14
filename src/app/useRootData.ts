import { useRouteLoaderData } from "react-router";
import type { rootData } from "./root-data.ts";

/** The root's data; undefined on the error page of the root itself. */
export const useRootData = () =>
  useRouteLoaderData("root") as Awaited<ReturnType<typeof rootData>> | undefined;
