"""Looking after what the service stands on: units and officers, the trail, storage and backup."""
