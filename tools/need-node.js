// Plain JavaScript, so that an old Node can still run it and say what is wrong.
const NEEDED = 24;
const found = Number(process.versions.node.split('.')[0]);

process.stdout.write(`Node ${process.versions.node} (${process.execPath})\n`);
if (found < NEEDED) {
  process.stderr.write(
    `Sunlot needs Node ${NEEDED} or newer, this is ${process.versions.node}.\n` +
      'It comes with the packages: run "npm ci" (without --omit=optional), then use "npm test", "npm start" or node_modules/.bin/node.\n',
  );
  process.exit(1);
}
