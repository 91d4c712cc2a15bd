"""What does a folder's name say? Its school, event, activity and day; what is wrong with it, and a better one."""
