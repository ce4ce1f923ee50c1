/* Tables that can be sorted: every heading of theirs becomes a button. Without a script they stay in their order.
   Where a table is wider than its box, the keyboard can scroll it. */
"use strict";
(() => {
  const compare = new Intl.Collator(document.documentElement.lang, {numeric: true}).compare;

  /** What a cell is sorted by: its value where it has one, else its text. */
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.v === undefined ? cell.textContent.trim() : Number(cell.dataset.v);
  };

  /** Numbers before texts, both ascending; what is empty last in either direction. */
  const ordered = (a, b, sign) => {
    if (a === "" || b === "") return (a === "") - (b === "");
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    return sign * (typeof a === "number" ? a - b : compare(a, b));
  };

  const sort = (table, heading, column) => {
    const sign = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => [keyOf(row, column), row]);
    rows.sort(([a], [b]) => ordered(a, b, sign));
    body.append(...rows.map(([, row]) => row));
  };

  const reachable = () => {
    for (const box of document.querySelectorAll(".tw")) {
      const wide = box.scrollWidth > box.clientWidth + 1;
      box.classList.toggle("wide", wide);
      if (wide) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };

  const begin = () => {
    for (const table of document.querySelectorAll("table.sortable")) {
      [...table.tHead.rows[0].cells].forEach((heading, column) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "sort";
        button.append(...heading.childNodes);
        heading.append(button);
        button.addEventListener("click", () => sort(table, heading, column));
      });
    }
    reachable();
    addEventListener("resize", reachable);
  };

  /* The script may stand before the tables. */
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin);
  else begin();
})();
