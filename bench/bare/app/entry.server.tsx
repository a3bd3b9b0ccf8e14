import { renderToString } from "react-dom/server";
import { type EntryContext, ServerRouter } from "react-router";

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
) {
  headers.set("content-type", "text/html; charset=utf-8");
  return new Response(
    `<!DOCTYPE html>${renderToString(<ServerRouter context={routerContext} url={request.url} />)}`,
    { headers, status },
  );
}
