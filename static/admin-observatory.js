// The boxes in which a relation is looked for have no name of their own: they take their label's.
"use strict";

function nameSearchBoxes() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const box = select.parentElement.querySelector(".select2-selection");
    if (!label || !box) {
      continue;
    }
    label.id = `${select.id}_label`;
    const shown = box.querySelector(".select2-selection__rendered");
    box.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
    shown.setAttribute("aria-labelledby", label.id);
    const search = box.querySelector(".select2-search__field");
    if (search) {
      search.setAttribute("aria-labelledby", label.id);
    }
  }
}

// They are made when the page is ready, by a script that came first and so asked for it first.
if (window.django && window.django.jQuery) {
  window.django.jQuery(nameSearchBoxes);
}
// Another row of a form within a form brings its own.
document.addEventListener("formset:added", nameSearchBoxes);
