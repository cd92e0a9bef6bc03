// The stock gateway reports figures to its maker unless told not to; a test that loads it imports this file first.
process.env.APOLLO_TELEMETRY_DISABLED = "1";
