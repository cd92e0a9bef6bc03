const OLDEST = [20, 19];

/** Stops with one sentence under a Node that is too old. Nothing newer than Node 14 may be written in these files. */
export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  console.error(
    `Actionline needs Node ${OLDEST.join(".")} or later and this is Node ${process.versions.node}: ` +
      "install the current LTS from nodejs.org, or by your version manager, and type the same command again.",
  );
  process.exit(1);
}
