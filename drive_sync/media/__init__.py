"""What can be known of a photo or a video: from its name, Drive's metadata, its first bytes, its thumbnail."""
