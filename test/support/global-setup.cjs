module.exports = async () => {
  process.env.ACTIONLINE_TEST_MONGODB = process.env.MONGODB_URI;
};
