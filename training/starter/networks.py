"""The architecture, frozen for version 1: what the engine builds its graphs from."""

from diffusers import AutoencoderKL, DDPMScheduler, UNet2DConditionModel

from .places import CHANNELS, LATENT, PICTURE, WIDTH


def make_autoencoder() -> AutoencoderKL:
    """RGB in −1…1, [N, 3, 256, 256] ↔ latents [N, 6, 32, 32]."""
    return AutoencoderKL(
        in_channels=3,
        out_channels=3,
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=(32, 32, 96, 128),
        layers_per_block=1,
        latent_channels=CHANNELS,
        norm_num_groups=8,
        sample_size=PICTURE,
        mid_block_add_attention=False,
        scaling_factor=1.0,
        shift_factor=0.0,
    )


def make_denoiser() -> UNet2DConditionModel:
    """v from noisy latents [N, 6, 32, 32], timesteps [N] in 0…999 and token states [N, 32, 384].

    Beside cross-attention at 8 × 8, an attention pooling of the token states is added to the time embedding, which scales
    and shifts every residual block: so the caption reaches all levels at the price of one small matrix each.
    """
    return UNet2DConditionModel(
        sample_size=LATENT,
        in_channels=CHANNELS,
        out_channels=CHANNELS,
        down_block_types=("DownBlock2D", "DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D", "UpBlock2D"),
        block_out_channels=(64, 160, 320),
        layers_per_block=1,
        cross_attention_dim=WIDTH,
        attention_head_dim=(1, 4, 5),  # diffusers means the number of heads: 64 channels each
        norm_num_groups=16,
        use_linear_projection=True,
        addition_embed_type="text",
        addition_embed_type_num_heads=6,
        resnet_time_scale_shift="scale_shift",
    )


def make_scheduler() -> DDPMScheduler:
    """v-prediction with zero terminal SNR (Lin et al. 2023, https://arxiv.org/abs/2305.08891). Fresh noise at every step mends
    what the steps before got wrong (Karras et al. 2022, https://arxiv.org/abs/2206.00364, section 4)."""
    return DDPMScheduler(
        num_train_timesteps=1000,
        beta_schedule="scaled_linear",
        beta_start=0.00085,
        beta_end=0.012,
        prediction_type="v_prediction",
        rescale_betas_zero_snr=True,
        timestep_spacing="trailing",
        clip_sample=False,
        steps_offset=0,
    )
