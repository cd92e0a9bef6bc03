import "reflect-metadata";
import { measureLargeHarvest } from "@actionline/agencies/testing/large-iati";

/** A process that does nothing but harvest one large file, so that the memory it is watched for is that of the feed. */
const [uri, database, bytes] = process.argv.slice(2);
measureLargeHarvest(uri ?? "", database ?? "", Number(bytes)).then(
  (reading) => process.send?.(reading),
  (error: Error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
