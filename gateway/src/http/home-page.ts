import type { ExampleQuestion, GatewaySettings } from "../settings";
import { escapeHtml } from "./page";

/** The front page: what this is, and questions to try. */
export function homePage({ name, notice, examples }: GatewaySettings): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(name)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/graphiql/page.css">
</head>
<body class="home">
<main>
<h1>${escapeHtml(name)}</h1>
<p>One GraphQL endpoint over the implementation and follow-up of the World Summit on the Information Society.</p>
${notice === null ? "" : `<p><strong>${escapeHtml(notice)}</strong></p>`}
${examples.length === 0 ? "" : `<h2>Questions to try</h2>\n<ul>\n${examples.map(exampleItem).join("\n")}\n</ul>`}
<p><a href="/graphql">Ask a question of your own</a> · <a href="/schema.graphql">the schema</a> · <a href="/readyz">is the hub ready?</a></p>
</main>
</body>
</html>
`;
}

function exampleItem({ title, query }: ExampleQuestion): string {
  return `<li><a href="/graphql?query=${encodeURIComponent(query)}">${escapeHtml(title)}</a></li>`;
}
