"""How close bulk runs come to what a service's limits allow: `python -m benchmarks.efficiency`."""
