"use strict";
(async function () {
  const place = document.getElementById("graphiql");
  const schema = await (await fetch(place.dataset.schema)).json();
  ReactDOM.createRoot(place).render(
    React.createElement(GraphiQL, {
      fetcher: GraphiQL.createFetcher({ url: place.dataset.url }),
      schema: schema,
      plugins: [GraphiQLPluginExplorer.explorerPlugin()],
      defaultQuery: document.getElementById("example").content.textContent.trim() + "\n",
      defaultEditorToolsVisibility: true,
    }),
  );
})();
