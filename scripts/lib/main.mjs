/** Runs a script's work; a failure is told in its own words, without a stack unless DEBUG asks for one. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(`\n${process.env.DEBUG ? error.stack : error.message}`);
    process.exitCode = 1;
  }
}
