"""The architecture, frozen for version 0: what the engine builds its graphs from."""

from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel

from .places import CHANNELS, LATENT, PICTURE, WIDTH


def make_autoencoder() -> AutoencoderKL:
    """RGB in −1…1, [N, 3, 256, 256] ↔ latents [N, 8, 16, 16]."""
    return AutoencoderKL(
        in_channels=3,
        out_channels=3,
        down_block_types=("DownEncoderBlock2D",) * 5,
        up_block_types=("UpDecoderBlock2D",) * 5,
        block_out_channels=(16, 32, 64, 128, 128),
        layers_per_block=1,
        latent_channels=CHANNELS,
        norm_num_groups=8,
        sample_size=PICTURE,
        mid_block_add_attention=False,
        scaling_factor=1.0,
        shift_factor=0.0,
    )


def make_denoiser() -> UNet2DConditionModel:
    """v from noisy latents [N, 8, 16, 16], timesteps [N] in 0…999 and token states [N, 32, 384]."""
    return UNet2DConditionModel(
        sample_size=LATENT,
        in_channels=CHANNELS,
        out_channels=CHANNELS,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        block_out_channels=(96, 192, 256),
        layers_per_block=1,
        cross_attention_dim=WIDTH,
        attention_head_dim=4,
        norm_num_groups=32,
    )


def make_scheduler() -> DDIMScheduler:
    """v-prediction with zero terminal SNR (Lin et al. 2023, https://arxiv.org/abs/2305.08891)."""
    return DDIMScheduler(
        num_train_timesteps=1000,
        beta_schedule="scaled_linear",
        beta_start=0.00085,
        beta_end=0.012,
        prediction_type="v_prediction",
        rescale_betas_zero_snr=True,
        timestep_spacing="trailing",
        clip_sample=False,
        set_alpha_to_one=True,
        steps_offset=0,
    )
