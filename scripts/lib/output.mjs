// A reader who went away (a closed terminal, `| head`) must not end us in the middle of stopping what we started.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
