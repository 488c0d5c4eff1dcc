"""What a desk does while its server is away: keep, show what it knows, and send up later."""
