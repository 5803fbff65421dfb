"""The first start (首次启动): from a machine without a clinic to one that can vaccinate, in six steps."""
