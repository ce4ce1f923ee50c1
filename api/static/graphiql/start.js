"use strict";
(function () {
  const place = document.getElementById("graphiql");
  const fetcher = GraphiQL.createFetcher({ url: place.dataset.url });
  const explorer = GraphiQLPluginExplorer.explorerPlugin();
  ReactDOM.createRoot(place).render(
    React.createElement(GraphiQL, {
      fetcher: fetcher,
      plugins: [explorer],
      defaultQuery: document.getElementById("example").content.textContent.trim() + "\n",
      defaultEditorToolsVisibility: true,
    }),
  );
})();
