// Starts GraphiQL on the hub's own endpoint. "?query=" opens a question; otherwise each example has a tab.
(() => {
  const place = document.getElementById("graphiql");
  const examples = JSON.parse(place.dataset.examples);
  const asked = new URLSearchParams(window.location.search).get("query");
  const greeting = `# ${place.dataset.name}: write a question, press Ctrl-Enter.\n# Ctrl-Space completes; the book on the left explains every field.\n`;
  const tabs = examples.map(({ title, query }) => ({ query: `# ${title}\n${query}` }));
  const { createElement } = window.React;
  const { GraphiQL } = window;
  window.ReactDOM.createRoot(place).render(
    createElement(GraphiQL, {
      fetcher: GraphiQL.createFetcher({ url: "/graphql" }),
      defaultTabs: asked === null && tabs.length > 0 ? tabs : undefined,
      query: asked ?? undefined,
      defaultQuery: greeting,
      shouldPersistHeaders: false,
    }),
  );
})();
