"""The routes programs call, each asking the hall and answering JSON or bytes."""
