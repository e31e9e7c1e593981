// Words about keeping the page on a device, fetched when the page has come to rest.

export const keepEn = {
  keep_newer: "A newer version of this page is here. It is used from the next visit on; this run goes on.",
  keep_use_newer: "Use it now and start the run anew",
  keep_title: "Keep it",
  keep_stored: "This page is stored on this device: it opens without a network, too.",
  keep_storing: "This page is being stored on this device, so that it opens without a network.",
  keep_none: "This browser does not store the page. The one file works everywhere:",
  keep_install: "Install as an app",
  keep_file: "Everything in one file",
  keep_file_help: "Opens with a double click: no network, no server",
};
